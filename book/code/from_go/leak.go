package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	answers := make(chan string)
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
	time.Sleep(100 * time.Millisecond)
	fmt.Println("left behind:", runtime.NumGoroutine()-1)
}
