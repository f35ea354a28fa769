"""Goods as they are wished for or offered."""
