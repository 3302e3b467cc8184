namespace Lamina.Ops;

/// <summary>An op that every machine runs as the reference defines it: plain loops in double precision.</summary>
/// <remarks>For what is rare and not worth a kernel, such as a matrix's eigenvalues. The definition stands in
/// <c>Backends/Reference/Definitions</c>; a machine only converts what goes in and what comes out. Operands have the
/// shapes
/// that the definition expects: what broadcasts is written out before.</remarks>
internal interface IInterpreted;
