package main

import (
	"fmt"
	"time"
)

func main() {
	answers := make(chan string, 1)
	select {
	case answer := <-answers:
		fmt.Println(answer)
	default:
		fmt.Println("nothing yet")
	}
	go func() {
		time.Sleep(100 * time.Millisecond)
		answers <- "late"
	}()
	select {
	case answer := <-answers:
		fmt.Println(answer)
	case <-time.After(50 * time.Millisecond):
		fmt.Println("timed out")
	}
	fmt.Println(<-answers)
}
