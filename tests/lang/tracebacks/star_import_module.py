"""A module of the same folder cannot be found."""
from no_module_of_this_name import *
