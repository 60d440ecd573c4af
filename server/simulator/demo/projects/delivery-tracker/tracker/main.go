package main

import (
	"log"

	"github.com/nats-io/nats.go"
)

func main() {
	bus, err := nats.Connect(nats.DefaultURL)
	if err != nil {
		log.Fatal(err)
	}
	defer bus.Close()
	if _, err := bus.Subscribe("positions", func(message *nats.Msg) { log.Printf("%d bytes", len(message.Data)) }); err != nil {
		log.Fatal(err)
	}
	select {}
}
