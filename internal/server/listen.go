package server

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"strconv"
	"strings"
)

// ErrAddress says that an address to listen on is not HOST:PORT.
var ErrAddress = errors.New("not HOST:PORT")

// IsLocal tells whether only this machine reaches an address to listen on: its
// host is a loopback address or localhost. The error is ErrAddress.
func IsLocal(addr string) (bool, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return false, ErrAddress
	}
	if _, err := strconv.ParseUint(port, 10, 16); err != nil {
		return false, ErrAddress
	}
	return isLoopback(host), nil
}

// IsHost tells whether name can be the Host of a request, without its port.
func IsHost(name string) bool {
	return name != "" && !strings.ContainsAny(name, ":/@?#[] \t") && strings.Trim(name, ".") != ""
}

// Listen listens on addr, HOST:PORT. Errors: ErrAddress, or what the network
// says.
func Listen(addr string) (net.Listener, error) {
	local, err := IsLocal(addr)
	if err != nil {
		return nil, err
	}
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return nil, err
	}
	// A machine may call anything localhost.
	if tcp, ok := ln.Addr().(*net.TCPAddr); local && (!ok || !tcp.IP.IsLoopback()) {
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

// hosts are the names that a server answers to. A page elsewhere that gives a
// name of its own the address of this server (DNS rebinding) calls it by that
// name, and gets nothing.
type hosts struct {
	names     []string // lower case
	addresses bool     // any IP address will do: nobody else's name is one
}

// newHosts answers to the loopback, to the names given, and where the server
// is for others too, to addresses and to the name of this machine.
func newHosts(names []string, local bool) hosts {
	h := hosts{addresses: !local}
	for _, name := range names {
		h.names = append(h.names, strings.ToLower(strings.TrimSuffix(name, ".")))
	}
	if name, err := os.Hostname(); err == nil && !local {
		h.names = append(h.names, strings.ToLower(name))
	}
	return h
}

// answers tells whether the Host of a request, with or without a port, is
// one of them. The port is free: a tunnel may have another.
func (h hosts) answers(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = strings.TrimSuffix(strings.TrimPrefix(hostport, "["), "]")
	}
	if isLoopback(host) {
		return true
	}
	if _, err := netip.ParseAddr(host); err == nil {
		return h.addresses
	}
	host = strings.ToLower(strings.TrimSuffix(host, "."))
	for _, name := range h.names {
		if name == host {
			return true
		}
	}
	return false
}
