using Lamina.Formats;

namespace Lamina.Data;

/// <summary>Images and their labels from two IDX files.</summary>
internal static class IdxPair
{
    /// <summary>X uint8 [n, 28, 28] and Y int32 [n].</summary>
    /// <exception cref="LaminaFormatException">The files are damaged, or hold something else.</exception>
    public static Samples Read(string imagesPath, string labelsPath)
    {
        var images = IdxFile.Read(imagesPath);
        if (images.Rank != 3 || images.Shape[1] != 28 || images.Shape[2] != 28)
        {
            throw new LaminaFormatException($"{imagesPath}: images are [n, 28, 28]; this file holds {images.Shape}.");
        }

        var labels = IdxFile.Read(labelsPath);
        if (labels.Shape != Shape.Create([images.Shape[0]]))
        {
            throw new LaminaFormatException(
                $"{labelsPath}: {images.Shape[0]} images need labels of shape [{images.Shape[0]}]; this file holds"
                + $" {labels.Shape}.\n  images: {imagesPath}");
        }

        var classes = Array.ConvertAll((byte[])ConcreteValues.TryGet(labels)!, static label => (int)label);
        if (Array.FindIndex(classes, static label => label > 9) is >= 0 and var row)
        {
            throw new LaminaFormatException($"{labelsPath}: labels are 0 to 9; row {row} has {classes[row]}.");
        }

        return new Samples(images, Tensor.Wrap(classes, labels.Shape));
    }
}
