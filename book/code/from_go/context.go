package main

import (
	"context"
	"fmt"
)

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	jobs := make(chan int)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for {
			select {
			case id := <-jobs:
				fmt.Println("job", id)
			case <-ctx.Done():
				fmt.Println("cancelled")
				return
			}
		}
	}()
	jobs <- 1
	jobs <- 2
	cancel()
	<-ended
}
