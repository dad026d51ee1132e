metadata name = 'Notification Hub Namespaces'
metadata description = 'This module deploys a Notification Hub Namespace and its hubs.'

@description('Required. The name of the namespace.')
@minLength(6)
@maxLength(50)
param name string

@description('Optional. Where to deploy the namespace.')
param location string = resourceGroup().location

@description('Optional. The pricing tier of the namespace.')
@allowed([
  'Basic'
  'Free'
  'Standard'
])
param skuName string = 'Standard'

@description('Conditional. How many units to buy. Required if `skuName` is `Standard`.')
@minValue(1)
@maxValue(16)
param capacity int = 1

@description('Optional. The hubs of the namespace.')
param hubs hubType[]?

@description('Optional. Tags of the namespace.')
@metadata({
  example: '''
  {
    environment: 'production'
  }
  '''
})
param tags object?

@description('Optional. Whether this module may report that it was used.')
param enableTelemetry bool = true

resource telemetry 'Microsoft.Resources/deployments@2024-03-01' = if (enableTelemetry) {
  name: 'telemetry-${uniqueString(deployment().name, location)}'
  properties: {
    mode: 'Incremental'
    template: {
      '$schema': 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#'
      contentVersion: '1.0.0.0'
      resources: []
    }
  }
}

resource namespace 'Microsoft.NotificationHubs/namespaces@2023-09-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: skuName
    capacity: skuName == 'Standard' ? capacity : null
  }
}

resource namespace_hubs 'Microsoft.NotificationHubs/namespaces/notificationHubs@2023-09-01' = [
  for hub in (hubs ?? []): {
    name: hub.name
    parent: namespace
    location: location
    properties: {
      registrationTtl: hub.?registrationTtl
    }
  }
]

@description('The name of the deployed namespace.')
output name string = namespace.name

@description('The resource ID of the deployed namespace.')
output resourceId string = namespace.id

@description('The resource group that the namespace was deployed into.')
output resourceGroupName string = resourceGroup().name

@description('The location that the namespace was deployed into.')
output location string = namespace.location

@export()
@description('The type of a hub.')
type hubType = {
  @description('Required. The name of the hub.')
  name: string

  @description('Optional. How long the registrations of the hub live, as an ISO 8601 duration.')
  registrationTtl: string?
}
