namespace Lamina.Formats.Hdf5;

/// <summary>The attributes of an object, wherever it keeps them.</summary>
internal static class AttributeReader
{
    /// <summary>All attributes by name, in the order of the file.</summary>
    public static OrderedDictionary<string, Hdf5Attribute> ReadAll(Hdf5Place place, ObjectHeader header)
    {
        var attributes = new OrderedDictionary<string, Hdf5Attribute>(StringComparer.Ordinal);
        foreach (var message in header.All(MessageType.Attribute))
        {
            var attribute = AttributeMessage.Read(message.Open());
            if (!attributes.TryAdd(attribute.Name, attribute))
            {
                throw place.Error($"the attributes of an object have different names; '{attribute.Name}' is there twice.");
            }
        }

        return attributes;
    }
}
