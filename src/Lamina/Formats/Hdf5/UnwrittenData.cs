namespace Lamina.Formats.Hdf5;

/// <summary>Makes the array of a dataset of which a part, or all, was never written and has the fill value.</summary>
internal static class UnwrittenData
{
    // A header of a few bytes can promise any number of elements that are nowhere.
    private const long AlwaysAllowed = 1 << 20;
    private const int AllowedTimesFile = 4;

    /// <summary>The array, full of the fill value.</summary>
    /// <param name="place">The dataset.</param>
    /// <param name="header">Its header.</param>
    /// <param name="type">The type of its elements.</param>
    /// <param name="space">Its axes.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="written">How many bytes of elements the file can have at most.</param>
    /// <param name="isWhole">Whether each element will be written over.</param>
    /// <exception cref="LaminaFormatException">The file is too short for so many.</exception>
    public static Elements Create(
        Hdf5Place place, ObjectHeader header, DatatypeMessage type, DataspaceMessage space, int count, long written, bool isWhole)
    {
        var bytes = (long)count * type.Bytes;
        var allowed = Math.Max(AlwaysAllowed, AllowedTimesFile * place.Source.Length);
        if (bytes - written > allowed)
        {
            throw place.Error(
                $"the shape [{string.Join(", ", space.Axes)}] of {type.Name} takes {bytes} bytes; the file has at most {written} of"
                + $" them, and Lamina fills up to {allowed} that were never written.");
        }

        var elements = Elements.TryCreate(type, count, place)!;
        if (!isWhole)
        {
            elements.Fill(FillValueMessage.Read(header));
        }

        return elements;
    }
}
