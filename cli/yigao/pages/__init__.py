"""What a browser shows: pages and pictures, each one file that loads nothing."""
