namespace Lamina.Formats.Hdf5;

/// <summary>A group of a file; its links are read when one is asked for, and kept.</summary>
internal sealed class StoredGroup(Hdf5Place place, ObjectHeader header, StoredGroup? root) : Hdf5Group(place.Path)
{
    private const int MaxDepth = 1024;
    private const int MaxSoftLinks = 32;
    private readonly Dictionary<string, Hdf5Object> _opened = new(StringComparer.Ordinal);

    public override IReadOnlyList<string> Names => field ??= [.. Links.Keys];

    public override IReadOnlyDictionary<string, Hdf5Attribute> Attributes => field ??= AttributeReader.ReadAll(place, header);

    private OrderedDictionary<string, Hdf5Link> Links => field ??= LinkReader.ReadAll(place, header);

    private StoredGroup Root => root ?? this;

    public override Hdf5Object? Find(string path)
    {
        var softLinks = 0;
        return Find(path, ref softLinks);
    }

    public override IEnumerable<(string Path, Hdf5Object Object)> Objects()
    {
        // Groups yet to be listed lie on a stack of the heap: a file may nest them deeper than calls can.
        var entered = new HashSet<long> { header.Address };
        var open = new Stack<(string Prefix, StoredGroup Group, int Next)>();
        open.Push(("", this, 0));
        while (open.TryPop(out var at))
        {
            if (at.Next == at.Group.Names.Count)
            {
                continue;
            }

            open.Push(at with { Next = at.Next + 1 });
            var name = at.Group.Names[at.Next];
            var link = at.Group.Links[name];
            switch (link.Kind == Hdf5LinkKind.Hard ? at.Group.TryOpen(link) : null)
            {
                case StoredDataset dataset:
                    yield return (at.Prefix + name, dataset);
                    break;
                case StoredGroup group when entered.Add(link.Address):
                    yield return (at.Prefix + name, group);
                    Enter(open, $"{at.Prefix}{name}/", group);
                    break;
            }
        }
    }

    private static void Enter(Stack<(string, StoredGroup, int)> open, string prefix, StoredGroup group)
    {
        if (open.Count == MaxDepth)
        {
            throw new LaminaFormatException(
                $"{group.FileName} › {group.Path}: Lamina lists groups up to {MaxDepth} deep; this one lies deeper.");
        }

        open.Push((prefix, group, 0));
    }

    private string FileName => place.Source.Name;

    private Hdf5Object? Find(string path, ref int softLinks)
    {
        Hdf5Object? found = path.StartsWith('/') ? Root : this;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (name == ".")
            {
                continue;
            }

            if (found is not StoredGroup group || !group.Links.TryGetValue(name, out var link))
            {
                return null;
            }

            found = group.Follow(link, ref softLinks);
        }

        return found;
    }

    private Hdf5Object? Follow(Hdf5Link link, ref int softLinks) => link.Kind switch
    {
        Hdf5LinkKind.Hard => TryOpen(link) ?? throw PlaceOf(link).Error(
            "Lamina reads groups and datasets; this is another object, such as a named datatype."),
        Hdf5LinkKind.Soft when softLinks++ == MaxSoftLinks => throw PlaceOf(link).Error(
            $"Lamina follows up to {MaxSoftLinks} soft links to an object; this one, to '{link.Target}', is one more."),
        Hdf5LinkKind.Soft => Find(link.Target, ref softLinks),
        Hdf5LinkKind.External => throw PlaceOf(link).Error(
            $"Lamina reads what is in the file itself; this is a link to another file: {link.Target}."),
        _ => throw PlaceOf(link).Error("Lamina follows hard and soft links; this one is of another type."),
    };

    // A file with a circle of groups has as many paths as one likes; each is made when it is asked for.
    private Hdf5Object? TryOpen(Hdf5Link link)
    {
        if (!_opened.TryGetValue(link.Name, out var opened))
        {
            opened = TryOpen(PlaceOf(link), link.Address, Root);
            if (opened is not null)
            {
                _opened.Add(link.Name, opened);
            }
        }

        return opened;
    }

    /// <summary>The object whose header begins at a byte of the file; null where it is neither group nor dataset.</summary>
    internal static Hdf5Object? TryOpen(Hdf5Place place, long address, StoredGroup? root)
    {
        var header = ObjectHeader.Read(place, address);
        var isGroup = header.Find(MessageType.SymbolTable) is not null || header.Find(MessageType.LinkInfo) is not null;
        return isGroup ? new StoredGroup(place, header, root)
            : header.Find(MessageType.DataLayout) is not null ? new StoredDataset(place, header)
            : null;
    }

    private Hdf5Place PlaceOf(Hdf5Link link) => place with { Path = Path == "/" ? $"/{link.Name}" : $"{Path}/{link.Name}" };
}
