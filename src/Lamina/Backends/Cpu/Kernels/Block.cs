namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Rows and columns of C that one unit of work computes.</summary>
internal readonly record struct Block(int Row, int Rows, int Column, int Columns);
