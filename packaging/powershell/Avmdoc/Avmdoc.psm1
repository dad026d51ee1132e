. (Join-Path $PSScriptRoot 'Set-ModuleReadMe.ps1')
Export-ModuleMember -Function 'Set-ModuleReadMe'
