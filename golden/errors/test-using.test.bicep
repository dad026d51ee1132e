using '../../../main.bicep'
