#Requires -Version 7.3

<#
.SYNOPSIS
Create or update the README.md of an AVM module with avmdoc

.DESCRIPTION
The parameters and the README are those of the function of the same name in the Bicep registry
modules repository (utilities/pipelines/sharedScripts/Set-ModuleReadMe.ps1). It needs avmdoc on the
PATH, or named by the environment variable AVMDOC. A template that is neither given nor compiled to
JSON is built with the Bicep CLI, which AVMDOC_BICEP may name. No network is used.

.PARAMETER TemplateFilePath
Mandatory. The path to the template of the module, a .bicep or a compiled .json file.

.PARAMETER ReadMeFilePath
Optional. The README to write, whose Notes are kept. Defaults to README.md next to the template.

.PARAMETER PreLoadedContent
Optional. What the caller has at hand already. A hashtable with any of
- TemplateFileContent: the compiled template, as ConvertFrom-Json -AsHashtable returns it
- CrossReferencedModuleList: what Get-CrossReferencedModuleList returns
- TelemetryFileContent: the text of the section Data Collection, or its lines
CompiledTestFiles is not needed: avmdoc reads the test files themselves.

.PARAMETER SectionsToRefresh
Optional. Must name all sections, as it does by default: avmdoc always writes the whole README.

.PARAMETER ForceCacheRefresh
Optional. Accepted for compatibility: avmdoc caches nothing. It is passed on when the caller has
loaded Get-CrossReferencedModuleList.

.PARAMETER PassThru
Optional. Return the README instead of writing it.

.EXAMPLE
Set-ModuleReadMe -TemplateFilePath 'C:\avm\res\key-vault\vault\main.bicep'

Update the README of the module [key-vault\vault]

.EXAMPLE
Set-ModuleReadMe -TemplateFilePath 'C:\avm\res\key-vault\vault\main.json' -PassThru

Return the README of the module [key-vault\vault], from its compiled template
#>
function Set-ModuleReadMe {

    [CmdletBinding(SupportsShouldProcess = $true)]
    param (
        [Parameter(Mandatory = $true)]
        [string] $TemplateFilePath,

        [Parameter(Mandatory = $false)]
        [string] $ReadMeFilePath = (Join-Path (Split-Path $TemplateFilePath -Parent) 'README.md'),

        [Parameter(Mandatory = $false)]
        [hashtable] $PreLoadedContent = @{},

        [Parameter(Mandatory = $false)]
        [ValidateSet(
            'Resource Types',
            'Usage examples',
            'Parameters',
            'Functions',
            'Outputs',
            'CrossReferences',
            'Template references',
            'Navigation',
            'DataCollection'
        )]
        [string[]] $SectionsToRefresh = @(
            'Resource Types',
            'Usage examples',
            'Parameters',
            'Functions',
            'Outputs',
            'CrossReferences',
            'Template references',
            'Navigation',
            'DataCollection'
        ),

        [Parameter()]
        [switch] $ForceCacheRefresh,

        [Parameter()]
        [switch] $PassThru
    )

    # Runs a program and returns its exit code, output and errors, all of them UTF-8.
    function Invoke-Program {
        param ([string] $Program, [string[]] $Arguments, [string] $StandardInput)

        $utf8 = [System.Text.UTF8Encoding]::new($false)
        $start = [System.Diagnostics.ProcessStartInfo]::new($Program)
        $Arguments | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.WorkingDirectory = (Get-Location -PSProvider FileSystem).ProviderPath
        $start.UseShellExecute = $false
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $start.StandardInputEncoding = $start.StandardOutputEncoding = $start.StandardErrorEncoding = $utf8
        $process = [System.Diagnostics.Process]::Start($start)
        try {
            $output = $process.StandardOutput.ReadToEndAsync()
            $errors = $process.StandardError.ReadToEndAsync()
            try {
                $process.StandardInput.Write($StandardInput)
                $process.StandardInput.Close()
            } catch [System.IO.IOException] {
                Write-Verbose "$Program did not read its input." # It says why among its errors.
            }
            $process.WaitForExit()
            return @{ ExitCode = $process.ExitCode; Output = $output.Result; Errors = $errors.Result }
        } finally {
            $process.Dispose()
        }
    }

    function Find-Program {
        param ([string] $Name, [string] $Variable)

        $named = [System.Environment]::GetEnvironmentVariable($Variable)
        $command = Get-Command -Name ($named ? $named : $Name) -CommandType Application -ErrorAction Ignore | Select-Object -First 1
        if (-not $command) {
            throw ($named ? "$Variable names [$named], which is no program." : "[$Name] is not on the PATH. Install it, or name it with the environment variable $Variable.")
        }
        return $command.Source
    }

    $allSections = $MyInvocation.MyCommand.Parameters['SectionsToRefresh'].Attributes.ValidValues
    $omitted = $allSections | Where-Object { $_ -notin $SectionsToRefresh }
    if ($omitted) {
        throw "-SectionsToRefresh must name all sections: avmdoc always writes the whole README. Not named: $($omitted -join ', ')."
    }

    $TemplateFilePath = (Resolve-Path -Path $TemplateFilePath -ErrorAction Stop).ProviderPath
    if (-not (Test-Path $TemplateFilePath -PathType 'Leaf')) {
        throw "[$TemplateFilePath] is no valid file path."
    }
    $ReadMeFilePath = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($ReadMeFilePath)
    $avmdoc = Find-Program -Name 'avmdoc' -Variable 'AVMDOC'

    # The template is given, or compiled, or has to be compiled.
    if ($PreLoadedContent.Keys -contains 'TemplateFileContent') {
        if (-not $PreLoadedContent.TemplateFileContent) {
            throw "Failed to compile [$TemplateFilePath]"
        }
        $template = ConvertTo-Json $PreLoadedContent.TemplateFileContent -Depth 100 -Compress
    } elseif ((Split-Path -Path $TemplateFilePath -Extension) -eq '.bicep') {
        $bicep = Find-Program -Name 'bicep' -Variable 'AVMDOC_BICEP'
        $build = Invoke-Program -Program $bicep -Arguments @('build', '--stdout', $TemplateFilePath)
        if ($build.ExitCode -ne 0) {
            throw "Failed to compile [$TemplateFilePath]`n$($build.Errors)"
        }
        $template = $build.Output
    } else {
        $template = Get-Content -Path $TemplateFilePath -Encoding 'utf8' -Raw
    }

    # As Set-ModuleReadMe did, the README is written whatever the sources say; avmdoc warns.
    $arguments = @('generate', '--stale', 'write', '--template', '-', '--output', $ReadMeFilePath)
    $temporaryFiles = @()
    $references = $null
    try {
        if ($PreLoadedContent.Keys -contains 'CrossReferencedModuleList') {
            $references = $PreLoadedContent.CrossReferencedModuleList ?? @{}
        } elseif (Get-Command -Name 'Get-CrossReferencedModuleList' -ErrorAction Ignore) {
            $references = Get-CrossReferencedModuleList -ForceCacheRefresh:$ForceCacheRefresh
        }
        if ($null -ne $references) {
            $temporaryFiles += New-TemporaryFile -WhatIf:$false
            [System.IO.File]::WriteAllText($temporaryFiles[-1].FullName, (ConvertTo-Json $references -Depth 100 -Compress))
            $arguments += @('--references', $temporaryFiles[-1].FullName)
        }
        $notice = $PreLoadedContent['TelemetryFileContent'] -join "`n"
        if ($notice.Trim()) {
            $temporaryFiles += New-TemporaryFile -WhatIf:$false
            [System.IO.File]::WriteAllText($temporaryFiles[-1].FullName, $notice)
            $arguments += @('--notice', $temporaryFiles[-1].FullName)
        }

        $exists = Test-Path -LiteralPath $ReadMeFilePath
        $write = -not $PassThru -and $PSCmdlet.ShouldProcess("File in path [$ReadMeFilePath]", ($exists ? 'Overwrite' : 'Create'))
        if (-not $write) {
            $arguments += '--stdout'
        }
        $run = Invoke-Program -Program $avmdoc -Arguments ($arguments + @('--', (Split-Path $TemplateFilePath -Parent))) -StandardInput $template
    } finally {
        $temporaryFiles | Remove-Item -Force -WhatIf:$false
    }

    $lines = @($run.Errors -split '\r?\n' | Where-Object { $_ })
    if ($run.ExitCode -ne 0) {
        throw "avmdoc failed for [$TemplateFilePath]`n$($lines -join "`n")"
    }
    foreach ($line in $lines) {
        if ($line -match '(^|: )warning: ') { Write-Warning $line } else { Write-Verbose $line }
    }
    if ($PassThru) {
        return $run.Output
    }
    if ($write) {
        Write-Verbose "File [$ReadMeFilePath] $($exists ? 'updated' : 'created')" -Verbose
    }
}

<#
.SYNOPSIS
Test whether a web address can be reached

.DESCRIPTION
Set-ModuleReadMe does not call it: avmdoc takes the template reference links from its catalog. It is
here for scripts and tests that expect it next to Set-ModuleReadMe, as in the registry.

.PARAMETER URL
Mandatory. The address to test.

.PARAMETER Retries
Optional. How often to try.

.EXAMPLE
Test-Url -URL 'https://learn.microsoft.com'

Returns $true when the page can be fetched
#>
function Test-Url {

    [CmdletBinding()]
    param (
        [Parameter(Mandatory = $true)]
        [string] $URL,

        [Parameter(Mandatory = $false)]
        [int] $Retries = 3
    )

    foreach ($attempt in 1..$Retries) {
        $response = Invoke-WebRequest -Uri $URL -SkipHttpErrorCheck -ErrorAction Ignore
        if ($response -and $response.StatusCode -lt 400) { return $true }
        Start-Sleep -Seconds 1
    }
    return $false
}
