module gitlab.example.com/platform/delivery-tracker/tracker

go 1.21

require (
	github.com/nats-io/nats.go v1.31.0
	golang.org/x/net v0.15.0
	google.golang.org/protobuf v1.31.0
)

require (
	github.com/klauspost/compress v1.17.0 // indirect
	github.com/nats-io/nkeys v0.4.5 // indirect
	github.com/nats-io/nuid v1.0.1 // indirect
	golang.org/x/crypto v0.13.0 // indirect
	golang.org/x/sys v0.12.0 // indirect
	golang.org/x/text v0.13.0 // indirect
)
