package server

import (
	"errors"
	"net"
	"net/netip"
	"strings"
)

// ErrAddress says that an address to listen on is not HOST:PORT of the
// loopback.
var ErrAddress = errors.New("not HOST:PORT of a loopback address")

// Listen listens on addr, HOST:PORT with a loopback address or localhost as
// HOST. Errors: ErrAddress, or what the network says.
func Listen(addr string) (net.Listener, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil || !isLoopback(host) {
		return nil, ErrAddress
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	// A machine may call anything localhost.
	if tcp, ok := ln.Addr().(*net.TCPAddr); !ok || !tcp.IP.IsLoopback() {
		ln.Close()
		return nil, ErrAddress
	}
	return ln, nil
}

// isLoopback tells names that always mean this machine, without asking any
// name server.
func isLoopback(host string) bool {
	if strings.EqualFold(strings.TrimSuffix(host, "."), "localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.IsLoopback()
}

// isOurHost tells whether the Host of a request, with or without a port,
// means this machine. The port is free: a tunnel may have another.
func isOurHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	return isLoopback(host)
}
