using Lamina.Formats.Protobuf;

namespace Lamina.Formats.TensorBoard;

/// <summary>A folder that gets one file of events for each training; none before there is an event.</summary>
internal sealed class EventFolder(string path)
{
    private TimeProvider _time = TimeProvider.System;
    private EventFile? _file;

    /// <summary>Begins a new file with the next event.</summary>
    public void Begin(TimeProvider time) => (_time, _file) = (time, null);

    /// <summary>Adds a value at a step.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Add(long step, ProtoMessage value) => FileErrors.Explain(nameof(TensorBoard), path, () =>
    {
        _file ??= EventFile.Create(path, _time);
        _file.Add(step, value);
    });

    /// <summary>Writes what was added since the last time.</summary>
    /// <exception cref="IOException">The folder cannot be written to.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written to.</exception>
    public void Flush() => FileErrors.Explain(nameof(TensorBoard), path, () => _file?.Flush());
}
