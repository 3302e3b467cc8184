using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using Lamina.Formats.Protobuf;

namespace Lamina.Formats.TensorBoard;

/// <summary>A file of events, as TensorBoard reads them.</summary>
/// <remarks>
/// <para>The first event names the version. Events are gathered in memory and appended to the file by
/// <see cref="Flush"/>, so that no file stays open while a training runs.</para>
/// <para>Source: TensorFlow's documentation, "TFRecord format": length (8 bytes, little-endian), its masked CRC-32C, the
/// data, its masked CRC-32C; TensorBoard's <c>event.proto</c>.</para>
/// </remarks>
internal sealed class EventFile
{
    private const int MostPending = 1 << 16;

    private readonly ArrayBufferWriter<byte> _pending = new();
    private readonly TimeProvider _time;

    private EventFile(string path, TimeProvider time) => (Path, _time) = (path, time);

    public string Path { get; }

    /// <summary>Makes a new file in a folder, which is made if need be.</summary>
    public static EventFile Create(string folder, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        var stem = string.Create(
            CultureInfo.InvariantCulture,
            $"events.out.tfevents.{time.GetUtcNow().ToUnixTimeSeconds():D10}.{Environment.MachineName}.{Environment.ProcessId}");

        // Several of one second get numbers.
        var number = 0;
        string path;
        do
        {
            path = System.IO.Path.Combine(folder, $"{stem}.{number++}.v2");
        }
        while (File.Exists(path));

        var file = new EventFile(path, time);
        file.Append(file.Event(0).Text(3, "brain.Event:2"));
        file.Flush();
        return file;
    }

    /// <summary>Adds a value.</summary>
    public void Add(long step, ProtoMessage value)
    {
        Append(Event(step).Message(5, new ProtoMessage().Message(1, value)));
        if (_pending.WrittenCount > MostPending)
        {
            Flush();
        }
    }

    /// <summary>Writes what was added since the last time.</summary>
    public void Flush()
    {
        using (var stream = new FileStream(Path, FileMode.Append, FileAccess.Write, FileShare.Read))
        {
            stream.Write(_pending.WrittenSpan);
        }

        _pending.ResetWrittenCount();
    }

    private ProtoMessage Event(long step)
    {
        var seconds = (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
        var message = new ProtoMessage().Double(1, seconds);
        return step == 0 ? message : message.Whole(2, step);
    }

    private void Append(ProtoMessage message)
    {
        var data = message.ToArray();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)data.Length);
        _pending.Write(number);
        WriteChecksum(number);
        _pending.Write(data);
        WriteChecksum(data);
    }

    private void WriteChecksum(ReadOnlySpan<byte> bytes)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(number, Crc32C.Masked(bytes));
        _pending.Write(number);
    }
}
