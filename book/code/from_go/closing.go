package main

import "fmt"

func main() {
	jobs := make(chan int, 10)
	go func() {
		defer close(jobs)
		for id := 1; id <= 3; id++ {
			jobs <- id
		}
	}()
	for id := range jobs {
		fmt.Println("job", id)
	}
	fmt.Println("closed and empty")
}
