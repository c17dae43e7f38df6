package index

// Current names the generation in force in dir, as Index.Generation does,
// without opening it: a server asks so whether there is a new one. Errors:
// ErrNoIndex, *DamagedError, or what the file system says.
func Current(dir string) (string, error) { return inForce(dir) }
