"""Argos packages: found, installed, verified, downloaded."""
