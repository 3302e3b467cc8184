using System.Net;
using System.Net.Http.Headers;

namespace Lamina.Tests.Data;

/// <summary>Answers requests from memory, well or badly.</summary>
internal sealed class FakeServer(byte[] content) : HttpMessageHandler
{
    public bool KnowsRanges { get; init; } = true;

    public bool StatesLength { get; init; } = true;

    public bool RangeNotSatisfiable { get; init; }

    public HttpStatusCode? Fails { get; init; }

    /// <summary>Breaks the connection after so many bytes of an answer.</summary>
    public int? CutAfter { get; set; }

    public List<string> Requests { get; } = [];

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var from = (int?)request.Headers.Range?.Ranges.Single().From;
        Requests.Add($"{request.RequestUri!.AbsolutePath}{(from is null ? "" : $" from {from}")}");
        if (Fails is { } status)
        {
            return Task.FromResult(new HttpResponseMessage(status));
        }

        if (from is not null && RangeNotSatisfiable)
        {
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.RequestedRangeNotSatisfiable));
        }

        var start = KnowsRanges ? from ?? 0 : 0;
        var body = new MemoryStream(content, start, content.Length - start);
        var answer = new HttpResponseMessage(start > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK)
        {
            Content = new StreamContent(new CutStream(body, CutAfter ?? int.MaxValue)),
        };
        answer.Content.Headers.ContentLength = StatesLength ? content.Length - start : null;
        if (start > 0)
        {
            answer.Content.Headers.ContentRange = new ContentRangeHeaderValue(start, content.Length - 1, content.Length);
        }

        return Task.FromResult(answer);
    }

    private sealed class CutStream(Stream inner, int limit) : Stream
    {
        private int _left = limit;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (_left == 0)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded);
            }

            var read = inner.Read(buffer, offset, Math.Min(Math.Min(count, 1000), _left));
            _left -= read;
            return read;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
