"""Answers to practice questions: written, handed in, marked by several, and what a class missed."""
