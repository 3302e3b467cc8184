using Lamina.Ops;

namespace Lamina;

// Diagonals and triangles of matrices.
public sealed partial class Tensor
{
    /// <summary>The elements on and below a diagonal of each matrix [.., m, n]; 0 above.</summary>
    /// <param name="k">Which diagonal: how far right of the main one it begins.</param>
    public Tensor Tril(int k = 0) => Where(MatrixOffsets() <= k, this, ZerosLike());

    /// <summary>The elements on and above a diagonal of each matrix [.., m, n]; 0 below.</summary>
    /// <inheritdoc cref="Tril"/>
    public Tensor Triu(int k = 0) => Where(MatrixOffsets() >= k, this, ZerosLike());

    /// <summary>A diagonal of each matrix that two axes span, along a new last axis.</summary>
    /// <param name="offset">Which diagonal: how far right of the main one it begins.</param>
    /// <param name="axis1">The axis of the rows.</param>
    /// <param name="axis2">The axis of the columns.</param>
    public Tensor Diagonal(int offset = 0, int axis1 = 0, int axis2 = 1)
    {
        var x = MoveAxis([axis1, axis2], [-2, -1]);
        var (m, n) = (x.Shape[^2], x.Shape[^1]);
        var (row, column) = (Math.Max(0, -offset), Math.Max(0, offset));
        var count = Math.Max(0, Math.Min(m - row, n - column));
        var flat = x.Reshape([.. x.Shape[..^2], m * n]);
        return count == 0 ? flat.Slice(-1, 0, 0) : flat.Slice(-1, (row * n) + column, count, n + 1);
    }

    /// <summary>The sum of a diagonal of each matrix that two axes span.</summary>
    /// <inheritdoc cref="Diagonal"/>
    public Tensor Trace(int offset = 0, int axis1 = 0, int axis2 = 1) => Diagonal(offset, axis1, axis2).Sum(-1);

    /// <summary>A square matrix with this vector on a diagonal; of a matrix, its diagonal.</summary>
    /// <param name="k">Which diagonal: how far right of the main one it begins.</param>
    public Tensor Diag(int k = 0)
    {
        if (Rank == 2)
        {
            return Diagonal(k);
        }

        if (Rank != 1)
        {
            throw Mismatch.Shapes("Diag needs a vector or a matrix.", ("x", Shape));
        }

        // Row by row, neighbours on a diagonal are n zeros apart.
        var length = Shape[0];
        var n = length + Math.Abs(k);
        if (length == 0)
        {
            return Zeros([n, n], DType);
        }

        var spread = new Pad([0], [0], [n + 1]).Of(this);
        var before = k >= 0 ? k : -k * n;
        return spread.Pad(0, before, (n * n) - before - spread.Shape[0]).Reshape([n, n]);
    }

    /// <summary>A square matrix with all elements, row-major, on a diagonal.</summary>
    /// <inheritdoc cref="Diag"/>
    public Tensor DiagFlat(int k = 0) => Ravel().Diag(k);

    /// <summary>The elements of the main diagonals of matrices; 0 elsewhere.</summary>
    internal Tensor DiagonalPart() => Where(MatrixOffsets().EqualTo(0), this, ZerosLike());

    private Tensor MatrixOffsets() => Rank >= 2
        ? Offsets(Shape[^2], Shape[^1])
        : throw Mismatch.Shapes("A triangle needs matrices: at least two axes.", ("x", Shape));
}
