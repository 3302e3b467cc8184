namespace Lamina;

/// <summary>Functions whose result's shape depends on values: these are computed at once, and so is the
/// result.</summary>
/// <remarks>Within a compiled function the values of an argument are not there yet, and neither can these be
/// used.</remarks>
public static class TensorSelections
{
    extension(Tensor tensor)
    {
        /// <summary>The places of the elements that are not 0, in row-major order: for each axis a vector of
        /// int32.</summary>
        public Tensor[] Nonzero()
        {
            var values = tensor.ToArray<double>();
            int[] places = [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
            var coordinates = new Tensor[tensor.Rank];
            for (int axis = tensor.Rank - 1, stride = 1; axis >= 0; stride *= tensor.Shape[axis], axis--)
            {
                var (step, length) = (stride, tensor.Shape[axis]);
                coordinates[axis] = Tensor.Wrap(Array.ConvertAll(places, place => place / step % length), [places.Length]);
            }

            return coordinates;
        }

        /// <summary>The different elements, ascending, or the different slices along an axis.</summary>
        /// <param name="axis">The axis; all elements in one where null.</param>
        /// <param name="size">How many are given: the first ones, or filled up. As many as there are where
        /// null.</param>
        /// <param name="fillValue">What the result is filled up with; the smallest element where null.</param>
        /// <returns>The values, the place of the first of each, the number of the value of each element, and how
        /// often each
        /// value is there; the last three as int32.</returns>
        public (Tensor Values, Tensor Indices, Tensor Inverse, Tensor Counts) Unique(
            int? axis = null, int? size = null, double? fillValue = null)
        {
            var x = axis is { } along ? tensor.MoveAxis(along, 0) : tensor.Ravel();
            x = x.Evaluate();
            var count = x.Shape[0];
            var width = x.Shape[1..].Size;
            var values = x.ToArray<double>();
            int Compare(int a, int b) => values.AsSpan(a * width, width).SequenceCompareTo(values.AsSpan(b * width, width));
            int[] order = [.. Enumerable.Range(0, count).OrderBy(static i => i, Comparer<int>.Create(Compare))];
            List<int> firsts = [];
            List<int> counts = [];
            var inverse = new int[count];
            foreach (var place in order)
            {
                if (firsts.Count == 0 || Compare(firsts[^1], place) != 0)
                {
                    firsts.Add(place);
                    counts.Add(0);
                }

                counts[^1]++;
                inverse[place] = firsts.Count - 1;
            }

            return Fitted(x, firsts, inverse, counts, axis, size, fillValue);
        }

        /// <summary>How often each integer from 0 to the largest is among the elements of a vector, or the sum of their
        /// weights; of several rows, for each.</summary>
        /// <param name="weights">Of this tensor's shape; 1 for each, as int32, where null.</param>
        /// <param name="minLength">How many integers are counted at least.</param>
        public Tensor Bincount(Tensor? weights = null, int minLength = 0)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(minLength);
            var largest = tensor.ToArray<int>().DefaultIfEmpty(-1).Max();
            return tensor.CountIntegers(Math.Max(minLength, largest + 1), weights).Evaluate();
        }
    }

    private static (Tensor Values, Tensor Indices, Tensor Inverse, Tensor Counts) Fitted(
        Tensor x, List<int> firsts, int[] inverse, List<int> counts, int? axis, int? size, double? fillValue)
    {
        var found = firsts.Count;
        var wanted = size ?? found;
        ArgumentOutOfRangeException.ThrowIfNegative(wanted, nameof(size));
        int[] kept = [.. firsts.Take(wanted)];
        var values = x.Gather(kept);
        if (wanted > kept.Length)
        {
            var missing = wanted - kept.Length;
            var fill = fillValue is not null || found == 0
                ? Tensor.Full([missing, .. x.Shape[1..]], fillValue ?? 0, x.DType)
                : values.Slice(0, 0, 1).BroadcastTo([missing, .. x.Shape[1..]]);
            values = Tensor.Concat([values, fill], 0);
        }

        int[] Filled(IEnumerable<int> given, int fill) =>
            [.. given.Take(wanted).Concat(Enumerable.Repeat(fill, Math.Max(0, wanted - found)))];
        return (
            (axis is { } along ? values.MoveAxis(0, along) : values).Evaluate(),
            Filled(firsts, firsts.FirstOrDefault()), inverse, Filled(counts, 0));
    }
}
