namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>Models that PyTorch's exporter writes.</summary>
public sealed class TorchModels() : PythonModels("torch", Script)
{
    private const string Script =
        """
        import io, warnings
        warnings.filterwarnings('ignore')
        import numpy as np
        import torch
        import torch.nn as nn
        import torch.nn.functional as F
        torch.manual_seed(0)
        torch.set_num_threads(1)

        def save(name, model, inputs, opset=13, dynamic=True, axes=None, batch=None):
            model.eval()
            for m in model.modules():
                if isinstance(m, (nn.BatchNorm1d, nn.BatchNorm2d)):
                    m.running_mean.normal_(); m.running_var.uniform_(0.5, 2)
                    if m.affine: nn.init.normal_(m.weight); nn.init.normal_(m.bias)
            names = [f'x{i}' for i in range(len(inputs))]
            with torch.no_grad(): outs = model(*inputs)
            outs = list(outs) if isinstance(outs, (tuple, list)) else [outs]
            onames = [f'y{i}' for i in range(len(outs))]
            if axes is None:
                axes = {n: {0: 'batch'} for n in names + onames} if dynamic else None
            torch.onnx.export(model, tuple(inputs), f'{name}.onnx', opset_version=opset, input_names=names, output_names=onames,
                              dynamic_axes=axes)
            np.savez(f'{name}.npz', **{f'in{i}': x.numpy() for i, x in enumerate(inputs)},
                     **{f'out{i}': x.detach().numpy() for i, x in enumerate(outs)})

        r = torch.randn

        class Fn(nn.Module):
            def __init__(self, function, /, **parts):
                super().__init__()
                self.function = function
                for k, v in parts.items(): setattr(self, k, v)
            def forward(self, *x): return self.function(self, *x)

        mlp = lambda: nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.BatchNorm1d(16), nn.Dropout(0.3), nn.Linear(16, 4), nn.Softmax(dim=1))
        for opset in range(9, 18): save(f'mlp_{opset}', mlp(), [r(5, 8)], opset)
        save('mlp_fixed', mlp(), [r(1, 8)], dynamic=False)
        save('mlp_fixed_7', mlp(), [r(7, 8)], dynamic=False)
        save('linear_3d', nn.Sequential(nn.Linear(8, 6), nn.Tanh(), nn.Linear(6, 3, bias=False)), [r(4, 5, 8)])

        cnn = lambda: nn.Sequential(
            nn.Conv2d(3, 8, 3, padding=1), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(8, 12, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(12), nn.LeakyReLU(0.1),
            nn.AvgPool2d(2), nn.Flatten(), nn.Dropout(), nn.Linear(12 * 2 * 2, 5), nn.LogSoftmax(dim=-1))
        for opset in (9, 11, 13, 17): save(f'cnn_{opset}', cnn(), [r(2, 3, 16, 16)], opset)
        save('cnn_fixed', cnn(), [r(1, 3, 16, 16)], dynamic=False)

        class Block(nn.Module):
            def __init__(self, i, o, stride):
                super().__init__()
                self.c1 = nn.Conv2d(i, o, 3, stride, 1, bias=False); self.b1 = nn.BatchNorm2d(o)
                self.c2 = nn.Conv2d(o, o, 3, 1, 1, bias=False); self.b2 = nn.BatchNorm2d(o)
                self.s = nn.Sequential(nn.Conv2d(i, o, 1, stride, bias=False), nn.BatchNorm2d(o)) if stride > 1 or i != o else nn.Identity()
            def forward(self, x):
                return F.relu(self.b2(self.c2(F.relu(self.b1(self.c1(x))))) + self.s(x))

        class ResNet(nn.Module):
            def __init__(self):
                super().__init__()
                self.stem = nn.Sequential(nn.Conv2d(3, 8, 7, 2, 3, bias=False), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(3, 2, 1))
                self.layer1 = nn.Sequential(Block(8, 8, 1), Block(8, 16, 2))
                self.pool = nn.AdaptiveAvgPool2d(1); self.fc = nn.Linear(16, 10)
            def forward(self, x):
                return self.fc(torch.flatten(self.pool(self.layer1(self.stem(x))), 1))
        save('resnet', ResNet(), [r(2, 3, 32, 32)])
        save('resnet_view', Fn(lambda s, x: s.n.fc(s.n.pool(s.n.layer1(s.n.stem(x))).view(x.size(0), -1)), n=ResNet()), [r(2, 3, 32, 32)])
        save('resnet_odd', ResNet(), [r(2, 3, 37, 41)])

        save('mobile', nn.Sequential(
            nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU6(), nn.Conv2d(8, 8, 3, 1, 1, groups=8), nn.Hardswish(),
            nn.Conv2d(8, 16, 1), nn.SiLU(), nn.Conv2d(16, 32, 3, 2, 1, groups=16), nn.AdaptiveAvgPool2d(1), nn.Flatten(),
            nn.Linear(32, 4), nn.Sigmoid()), [r(2, 3, 24, 24)])
        class SE(nn.Module):
            def __init__(self):
                super().__init__()
                self.c = nn.Conv2d(4, 8, 3, padding=1); self.a = nn.Conv2d(8, 2, 1); self.b = nn.Conv2d(2, 8, 1)
            def forward(self, x):
                x = self.c(x); s = x.mean((2, 3), keepdim=True)
                return x * torch.sigmoid(self.b(F.relu(self.a(s))))
        save('squeeze_excite', SE(), [r(2, 4, 9, 9)])
        save('inception', Fn(lambda s, x: torch.cat([s.a(x), s.b(x), F.max_pool2d(x, 3, 1, 1)], 1),
                             a=nn.Conv2d(3, 4, 1), b=nn.Conv2d(3, 5, 5, padding=2)), [r(2, 3, 10, 10)])
        save('grouped_dilated', nn.Sequential(nn.Conv2d(4, 8, 3, groups=2, dilation=2), nn.ELU(0.7), nn.Conv2d(8, 6, (3, 1), padding=(2, 1))), [r(2, 4, 12, 12)])
        save('autoencoder', nn.Sequential(
            nn.Conv2d(1, 4, 3, 2, 1), nn.ReLU(), nn.Conv2d(4, 8, 3, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(8, 4, 3, 2, 1, output_padding=1), nn.ReLU(), nn.ConvTranspose2d(4, 1, 4, 2, 1), nn.Tanh()), [r(2, 1, 16, 16)])
        save('transposed_1d', nn.Sequential(nn.ConvTranspose1d(3, 5, 4, 2, 1), nn.ReLU(), nn.ConvTranspose1d(5, 2, 3, 1)), [r(2, 3, 7)])
        save('transposed_3d', nn.ConvTranspose3d(2, 3, 2, 2), [r(2, 2, 3, 4, 5)])
        save('transposed_groups', nn.ConvTranspose2d(4, 6, 3, 2, 1, groups=2), [r(2, 4, 5, 5)])
        save('unet', Fn(lambda s, x: s.o(torch.cat([x1 := s.a(x), F.interpolate(s.b(F.max_pool2d(x1, 2)), scale_factor=2)], 1)),
                        a=nn.Conv2d(1, 4, 3, padding=1), b=nn.Conv2d(4, 4, 3, padding=1), o=nn.Conv2d(8, 1, 1)), [r(2, 1, 8, 8)])
        save('upsample_bilinear', nn.Sequential(nn.Conv2d(2, 3, 1), nn.Upsample(scale_factor=2, mode='bilinear')), [r(2, 2, 5, 6)])
        save('upsample_corners', nn.Upsample(size=(9, 11), mode='bilinear', align_corners=True), [r(2, 2, 5, 6)])
        save('upsample_cubic', nn.Upsample(scale_factor=2, mode='bicubic'), [r(2, 2, 5, 6)])
        save('upsample_nearest_9', nn.Upsample(scale_factor=2), [r(2, 2, 5, 6)], 9)
        save('conv1d', nn.Sequential(nn.Conv1d(4, 8, 5, padding=2), nn.ReLU(), nn.MaxPool1d(2), nn.Conv1d(8, 4, 3, groups=4), nn.AdaptiveMaxPool1d(1), nn.Flatten()), [r(3, 4, 20)])
        save('conv3d', nn.Sequential(nn.Conv3d(2, 4, 3, padding=1), nn.ReLU(), nn.MaxPool3d(2), nn.AvgPool3d(2), nn.Flatten(), nn.Linear(4 * 1 * 2 * 2, 3)), [r(2, 2, 4, 8, 8)])
        save('pools', Fn(lambda s, x: torch.cat([
            F.max_pool2d(x, 3, 2, ceil_mode=True).flatten(1), F.avg_pool2d(x, 3, 2, 1).flatten(1),
            F.avg_pool2d(x, 3, 2, 1, count_include_pad=False).flatten(1), F.avg_pool2d(x, 2, 2, ceil_mode=True).flatten(1),
            F.max_pool2d(x, 2, dilation=2).flatten(1)], 1)), [r(2, 3, 8, 8)])
        save('fully_convolutional', nn.Sequential(nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(4, 2, 3, 2, 1)), [r(2, 3, 16, 20)],
             axes={'x0': {0: 'batch', 2: 'height', 3: 'width'}, 'y0': {0: 'batch', 2: 'h', 3: 'w'}})
        save('pads', Fn(lambda s, x: s.c(F.pad(F.pad(F.pad(x, (1, 2, 0, 3)), (1, 1, 1, 1), 'reflect'), (2, 0, 0, 1), 'replicate')), c=nn.Conv2d(2, 3, 3)), [r(2, 2, 6, 6)])
        save('activations', Fn(lambda s, x: torch.stack([
            F.relu(x), F.leaky_relu(x, 0.2), F.elu(x), F.selu(x), F.celu(x, 1.5), torch.sigmoid(x), F.hardsigmoid(x), torch.tanh(x),
            F.softplus(x), F.softsign(x), F.gelu(x), F.hardswish(x), F.silu(x), F.relu6(x), torch.clamp(x, -0.5, 0.7), F.hardtanh(x), F.mish(x),
            torch.exp(x), torch.abs(x), torch.sin(x), torch.erf(x), F.logsigmoid(x), F.softmax(x, 1), F.log_softmax(x, 2),
            F.glu(x, 2).repeat(1, 1, 2)], 1)), [r(4, 3, 6)], 14)
        save('prelu_4d', nn.Sequential(nn.Conv2d(2, 5, 1), nn.PReLU(5)), [r(2, 2, 4, 4)])
        save('norms', Fn(lambda s, x: s.i(s.g(s.l(x))), l=nn.LayerNorm([6, 5, 5]), g=nn.GroupNorm(3, 6), i=nn.InstanceNorm2d(6, affine=True)), [r(2, 6, 5, 5)])
        save('layer_norm_12', nn.Sequential(nn.Linear(6, 8), nn.LayerNorm(8), nn.GELU()), [r(3, 4, 6)], 12)
        save('layer_norm_17', nn.Sequential(nn.Linear(6, 8), nn.LayerNorm(8), nn.GELU()), [r(3, 4, 6)], 17)
        save('pixel_shuffle', nn.Sequential(nn.Conv2d(1, 8, 3, padding=1), nn.PixelShuffle(2)), [r(2, 1, 5, 5)])

        last = lambda m: Fn(lambda s, x: s.m(x)[0], m=m)
        seq = dict(axes={'x0': {0: 'batch', 1: 'time'}, 'y0': {0: 'batch', 1: 'time'}})
        for kind in ('LSTM', 'GRU', 'RNN'):
            k = getattr(nn, kind)
            save(f'{kind.lower()}', last(k(4, 6, batch_first=True)), [r(3, 7, 4)])
            save(f'{kind.lower()}_bidirectional', last(k(4, 6, batch_first=True, bidirectional=True)), [r(3, 7, 4)], **seq)
            save(f'{kind.lower()}_stacked', last(k(4, 6, 2, batch_first=True, bidirectional=True)), [r(3, 7, 4)])
            save(f'{kind.lower()}_time_first', last(k(4, 6)), [r(7, 3, 4)], axes={'x0': {0: 'time', 1: 'batch'}, 'y0': {0: 'time', 1: 'batch'}})
            save(f'{kind.lower()}_last', Fn(lambda s, x: s.f(s.m(x)[0][:, -1]), m=k(4, 6, batch_first=True), f=nn.Linear(6, 2)), [r(3, 7, 4)])
            save(f'{kind.lower()}_fixed', last(k(4, 6, batch_first=True)), [r(1, 7, 4)], dynamic=False)
        save('lstm_state', Fn(lambda s, x: s.f(s.m(x)[1][0][-1]), m=nn.LSTM(4, 6, batch_first=True), f=nn.Linear(6, 2)), [r(3, 7, 4)])
        save('lstm_states', Fn(lambda s, x, h, c: (lambda o: (o[0], o[1][0], o[1][1]))(s.m(x, (h, c))), m=nn.LSTM(4, 6)), [r(7, 3, 4), r(1, 3, 6), r(1, 3, 6)],
             axes={n: {1: 'batch'} for n in ('x0', 'x1', 'x2', 'y0', 'y1', 'y2')})
        save('lstm_bidirectional_state', Fn(lambda s, x: torch.cat([(h := s.m(x)[1][0])[0], h[1]], 1), m=nn.LSTM(4, 6, batch_first=True, bidirectional=True)), [r(3, 7, 4)])
        save('rnn_relu', last(nn.RNN(4, 6, batch_first=True, nonlinearity='relu', bias=False)), [r(3, 7, 4)])
        save('text', Fn(lambda s, x: s.f(s.m(s.e(x))[1].squeeze(0)), e=nn.Embedding(20, 5), m=nn.GRU(5, 4, batch_first=True), f=nn.Linear(4, 3)), [torch.randint(0, 20, (3, 6))])
        save('embedding_mean', Fn(lambda s, x: s.f(s.e(x).mean(1)), e=nn.Embedding(20, 5), f=nn.Linear(5, 2)), [torch.randint(0, 20, (3, 6))])
        save('embedding_time', Fn(lambda s, x: s.e(x) + s.p(torch.arange(x.size(1))), e=nn.Embedding(20, 5), p=nn.Embedding(70, 5)), [torch.randint(0, 20, (3, 6))], **seq)

        class Attention(nn.Module):
            def __init__(self): super().__init__(); self.m = nn.MultiheadAttention(8, 2)
            def forward(self, x): return self.m(x, x, x)[0]
        tf = dict(axes={'x0': {1: 'batch'}, 'y0': {1: 'batch'}})
        save('attention', Attention(), [r(5, 3, 8)], **tf)
        class AttentionFirst(nn.Module):
            def __init__(self): super().__init__(); self.m = nn.MultiheadAttention(8, 2, batch_first=True)
            def forward(self, x, y): return self.m(x, y, y)
        save('attention_batch_first', AttentionFirst(), [r(3, 5, 8), r(3, 4, 8)])
        class Encoder(nn.Module):
            def __init__(self, n=1):
                super().__init__()
                self.e = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, batch_first=True), n, enable_nested_tensor=False)
                self.e.train(); self.d = 0
            def forward(self, x): return self.e(x)
        class Handmade(nn.Module):
            def __init__(self):
                super().__init__()
                self.q = nn.Linear(8, 24); self.o = nn.Linear(8, 8); self.n1 = nn.LayerNorm(8); self.n2 = nn.LayerNorm(8)
                self.f = nn.Sequential(nn.Linear(8, 16), nn.GELU(), nn.Linear(16, 8))
                self.register_buffer('mask', torch.triu(torch.full((64, 64), float('-inf')), 1))
            def forward(self, x):
                b, t, c = x.shape
                q, k, v = self.q(self.n1(x)).reshape(b, t, 3, 2, c // 2).permute(2, 0, 3, 1, 4).unbind(0)
                a = (q @ k.transpose(-2, -1)) * (c // 2) ** -0.5
                a = (a + self.mask[:t, :t]).softmax(-1)
                x = x + self.o((a @ v).transpose(1, 2).reshape(b, t, c))
                return x + self.f(self.n2(x))
        save('transformer', Handmade(), [r(3, 6, 8)], 13)
        save('transformer_time', Handmade(), [r(3, 6, 8)], 14, **seq)
        save('transformer_fixed', Handmade(), [r(1, 6, 8)], 13, dynamic=False)
        save('encoder_layer', nn.TransformerEncoderLayer(8, 2, 16, batch_first=False, norm_first=True), [r(5, 3, 8)], **tf)
        save('decoder_layer', nn.TransformerDecoderLayer(8, 2, 16, batch_first=True), [r(3, 5, 8), r(3, 4, 8)])

        class ViT(nn.Module):
            def __init__(self):
                super().__init__()
                self.p = nn.Conv2d(3, 8, 4, 4); self.cls = nn.Parameter(r(1, 1, 8)); self.pos = nn.Parameter(r(1, 17, 8))
                self.b = Handmade(); self.h = nn.Linear(8, 5)
            def forward(self, x):
                x = self.p(x).flatten(2).transpose(1, 2)
                x = torch.cat([self.cls.expand(x.size(0), -1, -1), x], 1) + self.pos
                return self.h(self.b(x)[:, 0])
        save('vit', ViT(), [r(2, 3, 16, 16)])
        save('vit_fixed', ViT(), [r(1, 3, 16, 16)], dynamic=False)

        save('shapes', Fn(lambda s, x: (x.reshape(x.shape[0], 3, -1).transpose(1, 2).contiguous().view(x.shape[0], -1)[:, ::2] * 2.0 + 1.0) / 3.0), [r(4, 3, 2, 5)])
        save('slices', Fn(lambda s, x: torch.cat([x[:, 1:3], x[:, -2:], x[:, ::2, :].flip(1), x.chunk(2, 1)[1], torch.roll(x, 1, 1)], 1)), [r(2, 4, 3)])
        save('reductions', Fn(lambda s, x: torch.stack([x.sum((1, 2)), x.mean((1, 2)), x.amax((1, 2)), x.amin((1, 2)), x.norm(dim=(1, 2)), x.std((1, 2)),
             x.logsumexp((1, 2)), x.prod(2).prod(1), x.cumsum(2)[:, -1, -1]], 1)), [r(3, 4, 5)])
        save('selection', Fn(lambda s, x: (x.argmax(1).float(), x.topk(2, 1)[0], torch.gather(x, 1, x.argsort(1)), torch.where(x > 0, x, -x),
             F.one_hot(x.argmax(1), 6).float())), [r(3, 6)])
        save('multi', Fn(lambda s, a, b: (s.p(a) + s.q(b), torch.maximum(a[:, :3], b[:, :3]), a.unsqueeze(2) * b.unsqueeze(1)), p=nn.Linear(4, 3), q=nn.Linear(5, 3)), [r(3, 4), r(3, 5)])
        save('einsum', Fn(lambda s, a, b: torch.einsum('bik,bjk->bij', a, b)), [r(3, 4, 5), r(3, 2, 5)])
        save('double', nn.Sequential(nn.Linear(4, 3), nn.Tanh()).double(), [r(3, 4).double()])
        save('meshgrid', Fn(lambda s, x: x + torch.linspace(0, 1, 5) + torch.arange(4).view(4, 1) * 0.5), [r(2, 4, 5)])
        save('bytes', Fn(lambda s, x: s.c(x.permute(0, 3, 1, 2).float() / 255.0), c=nn.Conv2d(3, 2, 3)), [torch.randint(0, 255, (2, 6, 6, 3), dtype=torch.uint8)])
        save('half', nn.Linear(4, 3), [r(3, 4)])
        """;
}
