module testDeployment = {}
