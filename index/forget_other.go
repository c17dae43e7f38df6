//go:build !unix

package index

func (p *pack) forget(uint32) {}
