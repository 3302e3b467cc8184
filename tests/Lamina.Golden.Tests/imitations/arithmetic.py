"""What the layers of old Keras compute, in float64, written down from their definitions: [batch, ..., channels]."""
import numpy as np
import torch
import torch.nn.functional as F

relu = lambda x: np.maximum(x, 0)
tanh = np.tanh
sigmoid = lambda x: 1 / (1 + np.exp(-x))
linear = lambda x: x
hard_sigmoid = lambda x: np.clip(0.2 * x + 0.5, 0, 1)
relu6 = lambda x: np.clip(x, 0, 6)
elu = lambda x: np.where(x > 0, x, np.expm1(x))
leaky = lambda x, slope: np.where(x > 0, x, slope * x)
softplus = lambda x: np.log1p(np.exp(x))
swish = lambda x: x * sigmoid(x)


def softmax(x, axis=-1):
    e = np.exp(x - x.max(axis, keepdims=True))
    return e / e.sum(axis, keepdims=True)


def dense(x, w, b=None, act=linear):
    return act(x @ w.astype('f8') + (0 if b is None else b))


def _sides(length, kernel, stride, dilation, padding):
    if padding == 'valid':
        return 0, 0
    reach = (kernel - 1) * dilation + 1
    if padding == 'causal':
        return reach - 1, 0
    total = max((-(-length // stride) - 1) * stride + reach - length, 0)
    return total // 2, total - total // 2


def _pad(x, size, strides, dilation, padding, value=0.0):
    sides = [(0, 0)] + [_sides(n, k, s, d, padding) for n, k, s, d in zip(x.shape[1:-1], size, strides,
        dilation)] + [(0, 0)]
    return np.pad(x, sides, constant_values=value)


def _first(x):
    return torch.from_numpy(np.ascontiguousarray(np.moveaxis(np.asarray(x, 'f8'), -1, 1)))


def _last(x):
    return np.moveaxis(x.numpy(), 1, -1)


def conv(x, w, b=None, strides=1, padding='valid', dilation=1, groups=1, act=linear):
    n = w.ndim - 2
    strides, dilation = [np.broadcast_to(v, n).tolist() for v in (strides, dilation)]
    x = _pad(x, w.shape[:n], strides, dilation, padding)
    kernel = torch.from_numpy(np.ascontiguousarray(np.moveaxis(w, (-1, -2), (0, 1)).astype('f8')))
    y = _last([F.conv1d, F.conv2d, F.conv3d][n - 1](_first(x), kernel, stride=strides, dilation=dilation,
        groups=groups))
    return act(y + (0 if b is None else b))


def depthwise(x, w, b=None, **options):
    channels, multiplier = w.shape[-2:]
    return conv(x, w.reshape(*w.shape[:-2], 1, channels * multiplier), b, groups=channels, **options)


def separable(x, dw, pw, b=None, act=linear, **options):
    return conv(depthwise(x, dw, **options), pw, b, act=act)


def conv_transposed(x, w, b=None, strides=1, padding='valid', act=linear):
    """w: [.., out, in]. The gradient of a convolution with the same padding."""
    n = w.ndim - 2
    strides = np.broadcast_to(strides, n).tolist()
    kernel = torch.from_numpy(np.ascontiguousarray(np.moveaxis(w, (-1, -2), (0, 1)).astype('f8')))
    y = _last([F.conv_transpose1d, F.conv_transpose2d][n - 1](_first(x), kernel, stride=strides))
    for axis in range(n):
        length = x.shape[1 + axis] * strides[axis]
        if padding == 'same':
            before = max(w.shape[axis] - strides[axis], 0) // 2
            y = y.take(range(before, before + length), axis=1 + axis)
    return act(y + (0 if b is None else b))


def max_pool(x, size=2, strides=None, padding='valid'):
    n = x.ndim - 2
    size, strides = np.broadcast_to(size, n).tolist(), np.broadcast_to(size if strides is None else strides, n).tolist()
    x = _pad(x, size, strides, [1] * n, padding, -np.inf)
    return _last([F.max_pool1d, F.max_pool2d][n - 1](_first(x), size, strides))


def avg_pool(x, size=2, strides=None, padding='valid'):
    n = x.ndim - 2
    size, strides = np.broadcast_to(size, n).tolist(), np.broadcast_to(size if strides is None else strides, n).tolist()
    ones = _pad(np.ones_like(x), size, strides, [1] * n, padding)
    x = _pad(x, size, strides, [1] * n, padding)
    pool = [F.avg_pool1d, F.avg_pool2d][n - 1]
    return _last(pool(_first(x), size, strides)) / _last(pool(_first(ones), size, strides))


def up(x, size=2):
    for axis, n in zip((1, 2), np.broadcast_to(size, 2)):
        x = x.repeat(n, axis)
    return x


def norm(x, gamma, beta, mean, var, eps=1e-3, axis=-1):
    shape = [1] * x.ndim
    shape[axis] = -1
    g, b, m, v = [np.asarray(a, 'f8').reshape(shape) for a in (gamma, beta, mean, var)]
    return (x - m) / np.sqrt(v + eps) * g + b


def layer_norm(x, gamma, beta, eps=1e-3):
    return (x - x.mean(-1, keepdims=True)) / np.sqrt(x.var(-1, keepdims=True) + eps) * gamma + beta


def _run(x, step, states, sequences, backwards, mask):
    outputs = []
    last = states[0]
    for t in reversed(range(x.shape[1])) if backwards else range(x.shape[1]):
        new = step(x[:, t], *states)
        if mask is not None:
            keep = mask[:, t, None]
            new = [np.where(keep, n, s) for n, s in zip(new, states)]
        states = new
        last = states[0]
        outputs.append(last)
    return np.stack(outputs, 1) if sequences else last, states


def lstm(x, w, u, b, act=tanh, gate=sigmoid, sequences=False, backwards=False, mask=None, states=None,
         with_states=False):
    """Gates i, f, c, o."""
    n = u.shape[0]
    w, u, b = w.astype('f8'), u.astype('f8'), np.zeros(4 * n) if b is None else b.astype('f8')

    def step(x, h, c):
        i, f, g, o = np.split(x @ w + h @ u + b, 4, -1)
        c = gate(f) * c + gate(i) * act(g)
        return [gate(o) * act(c), c]

    y, states = _run(x, step, states or [np.zeros((len(x), n))] * 2, sequences, backwards, mask)
    return (y, *states) if with_states else y


def gru(x, w, u, b, act=tanh, gate=sigmoid, sequences=False, backwards=False, reset_after=False, mask=None,
        with_states=False):
    """Gates z, r, h."""
    n = u.shape[0]
    w, u = w.astype('f8'), u.astype('f8')
    bi, br = (b if reset_after else (b, np.zeros(3 * n)))

    def step(x, h):
        xz, xr, xh = np.split(x @ w + bi, 3, -1)
        uz, ur, uh = np.split(u, 3, -1)
        bz, b_r, bh = np.split(br, 3)
        z, r = gate(xz + h @ uz + bz), gate(xr + h @ ur + b_r)
        new = act(xh + r * (h @ uh + bh)) if reset_after else act(xh + (r * h) @ uh)
        return [z * h + (1 - z) * new]

    y, states = _run(x, step, [np.zeros((len(x), n))], sequences, backwards, mask)
    return (y, *states) if with_states else y


def simple_rnn(x, w, u, b, act=tanh, sequences=False):
    return _run(x, lambda x, h: [act(x @ w.astype('f8') + h @ u.astype('f8') + b)], [np.zeros((len(x), len(u)))],
                sequences, False, None)[0]


def conv_lstm(x, w, u, b, padding='same', act=tanh, gate=hard_sigmoid, sequences=False):
    def step(x, h, c):
        i, f, g, o = np.split(conv(x, w, b, padding=padding) + conv(h, u, padding='same'), 4, -1)
        c = gate(f) * c + gate(i) * act(g)
        return [gate(o) * act(c), c]

    start = np.zeros_like(conv(x[:, 0], w, padding=padding)[..., :u.shape[2]])
    return _run(x, step, [start, start], sequences, False, None)[0]


def heads(query, value, q, qb, k, kb, v, vb, o, ob, mask=None):
    """MultiHeadAttention; kernels [in, heads, size], and [heads, size, out] at the end."""
    project = lambda x, w, b: np.einsum('btc,chd->bhtd', x, w.astype('f8')) + np.asarray(b, 'f8')[None, :, None]
    a, b, c = project(query, q, qb), project(value, k, kb), project(value, v, vb)
    scores = a @ b.swapaxes(-1, -2) / np.sqrt(q.shape[-1])
    if mask is not None:
        scores = np.where(mask, scores, -1e30)
    return np.einsum('bhtd,hdc->btc', softmax(scores) @ c, o.astype('f8')) + ob
