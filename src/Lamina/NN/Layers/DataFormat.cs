namespace Lamina.NN;

/// <summary>Where the channels of an image or a sequence stand.</summary>
public enum DataFormat
{
    /// <summary>Behind the places: [batch, height, width, channels].</summary>
    ChannelsLast,

    /// <summary>Before the places: [batch, channels, height, width].</summary>
    ChannelsFirst,
}

/// <summary>Ways to and from the order in which layers compute.</summary>
internal static class DataFormatExtensions
{
    extension(DataFormat format)
    {
        /// <summary>The tensor with its channels last.</summary>
        public Tensor ToChannelsLast(Tensor x) => format == DataFormat.ChannelsLast || x.Rank < 3
            ? x
            : x.Transpose([0, .. Enumerable.Range(2, x.Rank - 2), 1]);

        /// <summary>A tensor whose channels are last, in the format.</summary>
        public Tensor FromChannelsLast(Tensor x) => format == DataFormat.ChannelsLast || x.Rank < 3
            ? x
            : x.Transpose([0, x.Rank - 1, .. Enumerable.Range(1, x.Rank - 2)]);

        /// <summary>The shape with its channels last.</summary>
        public Shape ToChannelsLast(Shape shape) => format == DataFormat.ChannelsLast || shape.Rank < 3
            ? shape
            : [shape[0], .. shape[2..], shape[1]];
    }
}
