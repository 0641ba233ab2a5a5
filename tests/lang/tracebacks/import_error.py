"""Importing what is not there."""
from sys import versionn
