@{
    RootModule        = 'Avmdoc.psm1'
    ModuleVersion     = '0.1.0'
    GUID              = 'b3c6b3a4-6a51-4b5c-9d0e-2f6f4f1f7a53'
    Author            = 'The avmdoc authors'
    CompanyName       = ''
    Copyright         = 'MIT licence'
    Description       = 'Set-ModuleReadMe of the Bicep registry modules, done by avmdoc.'
    PowerShellVersion = '7.3'
    FunctionsToExport = @('Set-ModuleReadMe')
    CmdletsToExport   = @()
    VariablesToExport = @()
    AliasesToExport   = @()
    PrivateData       = @{ PSData = @{ Tags = @('Bicep', 'AVM', 'Azure', 'README') } }
}
