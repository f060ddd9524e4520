package main

import (
	"fmt"
	"sync"
)

func main() {
	results := make(chan int, 10)
	var workers sync.WaitGroup
	for id := 1; id <= 3; id++ {
		workers.Add(1)
		go func(id int) {
			defer workers.Done()
			results <- id * id
		}(id)
	}
	go func() {
		workers.Wait()
		close(results)
	}()
	sum := 0
	for result := range results {
		sum += result
	}
	fmt.Println("sum", sum)
}
