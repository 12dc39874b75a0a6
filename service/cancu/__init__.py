"""Căn Cứ: a knowledge graph of Vietnamese public plans with a semantic query layer."""
