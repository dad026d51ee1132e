modul testDeployment '../../../main.bicep' = {}
