parse nowhere.bicep
