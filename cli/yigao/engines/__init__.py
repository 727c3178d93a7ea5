"""Machine-translation engines, one file each, found by name through yigao.parts."""
