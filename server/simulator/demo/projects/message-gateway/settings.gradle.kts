rootProject.name = "message-gateway"
