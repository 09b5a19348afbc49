// A worker in Go's standard library: PAGODA_TOKEN=... worker http://127.0.0.1:3000 count
// It claims jobs of one type, tells how they fare, and stops when told to. Replace work.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// work counts to the payload's number; it returns a result or an error, and where to post it.
func work(payload string, a *attempt) (text, post string) {
	goal, err := strconv.Atoi(payload)
	if err != nil {
		return err.Error(), "/fail?retry=false" // no further attempt can help
	}
	saved, _ := a.ask("GET", "/checkpoint", "")
	done, _ := strconv.Atoi(saved)
	for a.beat(0, fmt.Sprintf(`{"log":"from %d\n"}`, done)); done < goal; done++ {
		if a.order.Load() != "go" || len(leaving) > 0 {
			return "", "/release" // back in its place, with the last checkpoint
		}
		time.Sleep(100 * time.Millisecond)
		a.ask("PUT", "/checkpoint", strconv.Itoa(done+1))
		a.beat(0, fmt.Sprintf(`{"progress":%f}`, float64(done+1)/float64(goal)))
	}
	return "counted to " + payload, "/complete"
}

type attempt struct {
	path, lease string
	lasts       time.Duration
	lapses      atomic.Int64 // when, counted from the start
	order       atomic.Value // go on, or why not: cancel, timeout, yield, shutdown; lost: not ours
}

var start, leaving, client = time.Now(), make(chan os.Signal, 1), http.Client{Timeout: time.Minute}

// ask repeats one request, with jitter, while the service is away or busy and the lease lasts.
func (a *attempt) ask(method, what, body string) (string, http.Header) {
	for sent := time.Since(start); int64(sent) < a.lapses.Load(); sent = time.Since(start) {
		question, _ := http.NewRequest(method, os.Args[1]+a.path+what, strings.NewReader(body))
		question.Header.Set("Authorization", "Bearer "+os.Getenv("PAGODA_TOKEN"))
		question.Header.Set("Pagoda-Lease", a.lease)
		if answer, err := client.Do(question); err == nil { // else refused, cut, or silent
			bytes, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			if code := answer.StatusCode; code < 300 && err == nil {
				a.lapses.Store(int64(sent + a.lasts)) // renewed, from when we asked
				return string(bytes), answer.Header   // whose Get compares without case
			} else if a.lease != "" && (code == 404 || code == 409) {
				break
			} else if code >= 300 && code != 429 && (code < 502 || code > 507) {
				panic(fmt.Sprint(method, " ", a.path, what, ": ", code, " ", string(bytes)))
			}
		}
		time.Sleep(time.Second/2 + time.Duration(time.Now().Nanosecond())) // the rest is jitter
	}
	a.order.Store("lost")
	return "", http.Header{}
}
func (a *attempt) beat(wait int, news string) {
	heard, _ := a.ask("POST", fmt.Sprint("/beat?wait=", wait), news)
	a.order.CompareAndSwap("go", strings.TrimSpace(heard))
}
func (a *attempt) run(payload string) {
	a.lapses.Store(int64(time.Since(start) + a.lasts))
	a.order.Store("go")
	a.beat(0, "") // within 10 s of the claim, or another gets the job
	go func() {
		for a.order.Load() == "go" { // hangs in one beat after the other until an order comes
			a.beat(int(a.lasts.Seconds())/3, "")
		}
	}()
	if text, post := work(payload, a); strings.Contains("go yield shutdown", a.order.Swap("over").(string)) {
		a.lapses.Add(int64(10 * time.Minute)) // better late than never
		a.ask("POST", post, text)
	}
}
func main() {
	signal.Notify(leaving, syscall.SIGTERM) // heard between two claims, or two steps
	claims, payload, head := &attempt{path: "/work", lasts: 1 << 62}, "", http.Header{}
	claims.lapses.Store(1 << 62)
	for len(leaving) == 0 && head.Get("Pagoda-Order") != "quiet" {
		claim, _ := os.ReadFile("/proc/sys/kernel/random/uuid") // a repeat gets the same job
		body := fmt.Sprintf(`{"worker":"go","types":[%q],"claim":"%.36s"}`, os.Args[2], claim)
		if payload, head = claims.ask("POST", "/claim?wait=10", body); head.Get("Pagoda-Job") != "" {
			a := &attempt{path: "/work/" + head.Get("Pagoda-Job"), lease: head.Get("Pagoda-Lease")}
			a.lasts, _ = time.ParseDuration(head.Get("Pagoda-Lease-Seconds") + "s")
			a.run(payload)
		}
	}
}
