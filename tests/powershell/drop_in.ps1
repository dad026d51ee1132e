# What the drop-in does, one line each, for test_drop_in.py: a process of PowerShell takes long to start.
param([Parameter(Mandatory)][string] $Drop, [Parameter(Mandatory)][string] $Module)
$ProgressPreference = 'SilentlyContinue'
. $Drop
$json = Join-Path $Module 'main.json'
$bicep = Join-Path $Module 'main.bicep'
$readme = Join-Path $Module 'README.md'
$template = Get-Content $json -Raw | ConvertFrom-Json -AsHashtable

function Report {
    param([string] $Name, [scriptblock] $Action)
    $before = Test-Path $readme
    try { $output = (& $Action *>&1 | Out-String) } catch { $output = "threw: $_" }
    $file = (Test-Path $readme) ? [System.IO.File]::ReadAllText($readme) : $null
    [Console]::Out.WriteLine((@{ name = $Name; output = $output; readme = $file; existed = $before } | ConvertTo-Json -Compress -EscapeHandling EscapeNonAscii))
    Remove-Item $readme -ErrorAction Ignore
}

Report 'pass through' { Set-ModuleReadMe -TemplateFilePath $json -PassThru }
Report 'create' { Set-ModuleReadMe -TemplateFilePath $json }
Report 'what if' { Set-ModuleReadMe -TemplateFilePath $json -WhatIf }
Report 'overwrite keeps notes' {
    [System.IO.File]::WriteAllText($readme, "# Old`n`n## Notes`n`nGrüße 🎉`n")
    Set-ModuleReadMe -TemplateFilePath $json
}
Report 'template' {
    $other = Get-Content $json -Raw | ConvertFrom-Json -AsHashtable
    $other.metadata.description = 'Another description – €.'
    Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = $other }
}
Report 'references' {
    $list = @{ 'my/store' = @{ localPathReferences = 'avm/res/my/part'; remoteReferences = @('br/public:a:1', 'br/public:b:1') }; 'my/other' = $null }
    Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = $template; CrossReferencedModuleList = $list }
}
Report 'no references' {
    Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = $template; CrossReferencedModuleList = @{} }
}
Report 'references of a function' {
    function Get-CrossReferencedModuleList { param([switch] $ForceCacheRefresh) @{ 'my/store' = @{ remoteReferences = "br/public:refreshed-$($ForceCacheRefresh)" } } }
    Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = $template } -ForceCacheRefresh
}
Report 'notice' {
    Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = $template; TelemetryFileContent = @('Line one.', 'Line two.', '') }
}
Report 'no notice' {
    Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = $template; TelemetryFileContent = $null }
}
Report 'another place' {
    $place = Join-Path (Split-Path $Module) 'elsewhere.md'
    [System.IO.File]::WriteAllText($place, "## Notes`n`nOver there.`n")
    Set-ModuleReadMe -TemplateFilePath $json -ReadMeFilePath $place
    [System.IO.File]::ReadAllText($place)
}
Report 'all sections' {
    Set-ModuleReadMe -TemplateFilePath $json -SectionsToRefresh 'Resource Types', 'Usage examples', 'Parameters', 'Functions', 'Outputs', 'CrossReferences', 'Template references', 'Navigation', 'DataCollection'
}
Report 'some sections' { Set-ModuleReadMe -TemplateFilePath $json -SectionsToRefresh 'Outputs', 'Navigation' }
Report 'no template' { Set-ModuleReadMe -TemplateFilePath (Join-Path $Module 'gone.json') }
Report 'a folder' { Set-ModuleReadMe -TemplateFilePath $Module }
Report 'an empty template' { Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = $null } }
Report 'a broken template' {
    [System.IO.File]::WriteAllText($readme, "old`n")
    Set-ModuleReadMe -TemplateFilePath $bicep -PreLoadedContent @{ TemplateFileContent = @{ parameters = @{ a = @{ type = 'string' } } } }
}
Report 'no avmdoc' {
    $env:AVMDOC = '/nowhere/avmdoc'
    Set-ModuleReadMe -TemplateFilePath $json
}
