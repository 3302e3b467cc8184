using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>The matrix product over the last two axes.</summary>
internal static class ReferenceMatMul
{
    public static double[] Run(MatMul op, Node node, double[] a, double[] b)
    {
        var (shapeA, shapeB, shape) = (node.Inputs[0].Shape, node.Inputs[1].Shape, node.Output.Shape);
        var (m, n) = (shape[shape.Rank - 2], shape[shape.Rank - 1]);
        var k = shapeA[shapeA.Rank - (op.TransposeA ? 2 : 1)];
        var y = new double[shape.Size];
        var batch = shape[..^2];
        for (var i = 0; i < batch.Size; i++)
        {
            var startA = Matrix(shapeA[..^2], batch, i) * m * k;
            var startB = Matrix(shapeB[..^2], batch, i) * k * n;
            for (var row = 0; row < m; row++)
            {
                for (var column = 0; column < n; column++)
                {
                    var sum = 0.0;
                    for (var p = 0; p < k; p++)
                    {
                        sum += a[startA + (op.TransposeA ? (p * m) + row : (row * k) + p)]
                            * b[startB + (op.TransposeB ? (column * k) + p : (p * n) + column)];
                    }

                    y[(((i * m) + row) * n) + column] = sum;
                }
            }
        }

        return y;
    }

    // The matrix of an operand that broadcasts to matrix i of the output.
    private static int Matrix(Shape own, Shape batch, int i)
    {
        var (matrix, stride) = (0, 1);
        for (var axis = 1; axis <= batch.Rank; axis++)
        {
            var index = i % batch[batch.Rank - axis];
            i /= batch[batch.Rank - axis];
            if (axis <= own.Rank)
            {
                matrix += own[own.Rank - axis] == 1 ? 0 : index * stride;
                stride *= own[own.Rank - axis];
            }
        }

        return matrix;
    }
}
