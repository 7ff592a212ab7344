"""Views of a Report; none computes anything."""
