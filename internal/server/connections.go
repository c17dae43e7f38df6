package server

import (
	"container/list"
	"net"
	"net/http"
	"sync"
)

// connections bounds how many are open. One more than most closes the one that
// has been idle longest, be it a browser between two pages or a client that
// never says anything, so that others are always let in. Where all are at work
// the newest is closed.
type connections struct {
	most int

	mu    sync.Mutex
	open  map[net.Conn]*list.Element // its place in idle, nil while it is at work
	idle  *list.List                 // of net.Conn, idle longest first
	sheds int
}

func newConnections(most int) *connections {
	return &connections{most: most, open: map[net.Conn]*list.Element{}, idle: list.New()}
}

// changed is http.Server's ConnState. Closing is left until the lock is free:
// it calls changed again.
func (c *connections) changed(conn net.Conn, state http.ConnState) {
	if surplus := c.note(conn, state); surplus != nil {
		surplus.Close()
	}
}

// note keeps the books, and names a connection that must be closed.
func (c *connections) note(conn net.Conn, state http.ConnState) (surplus net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if at := c.open[conn]; at != nil {
		c.idle.Remove(at)
	}
	switch state {
	case http.StateClosed, http.StateHijacked:
		delete(c.open, conn)
		return nil
	case http.StateActive:
		c.open[conn] = nil
	default:
		c.open[conn] = c.idle.PushBack(conn)
	}
	if len(c.open) <= c.most {
		return nil
	}
	c.sheds++
	oldest := c.idle.Front()
	if oldest == nil {
		return conn
	}
	surplus = oldest.Value.(net.Conn)
	c.idle.Remove(oldest)
	delete(c.open, surplus)
	return surplus
}

func (c *connections) len() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.open)
}

// shed is how many were closed to let others in.
func (c *connections) shed() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.sheds
}
