"""Files of Keras 2.0 to 2.3, the one outside TensorFlow."""
from arithmetic import *
from files import Draw, beside, case, h5

UNIFORM = {'class_name': 'VarianceScaling', 'config': {'scale': 1.0, 'mode': 'fan_avg', 'distribution': 'uniform',
    'seed': None}}
ZEROS, ONES = {'class_name': 'Zeros', 'config': {}}, {'class_name': 'Ones', 'config': {}}
ORTHOGONAL = {'class_name': 'Orthogonal', 'config': {'gain': 1.0, 'seed': None}}


def layer(class_name, name, **config):
    return {'class_name': class_name, 'config': {'name': name, 'trainable': True, **config}}


def rest(activation='linear', initializer=UNIFORM):
    return dict(activation=activation, use_bias=True, kernel_initializer=initializer, bias_initializer=ZEROS,
                kernel_regularizer=None,
                bias_regularizer=None, activity_regularizer=None, kernel_constraint=None, bias_constraint=None)


def dense(name, units, activation='linear', **more):
    return layer('Dense', name, units=units, **{**rest(activation), **more})


def conv2d(name, filters, size=3, activation='linear', padding='valid', strides=(1, 1), **more):
    own = dict(filters=filters, kernel_size=[size, size], strides=list(strides), padding=padding,
               data_format='channels_last', dilation_rate=[1, 1])
    return layer('Conv2D', name, **{**own, **rest(activation), **more})


def conv1d(name, filters, size, activation='linear', padding='valid', dilation=1):
    return layer('Conv1D', name, filters=filters, kernel_size=[size], strides=[1], padding=padding,
                 dilation_rate=[dilation], **rest(activation))


def transposed(name, filters, size, strides, activation='linear', **more):
    own = dict(filters=filters, kernel_size=[size, size], strides=strides, padding='same', data_format='channels_last')
    return layer('Conv2DTranspose', name, **{**own, **rest(activation), **more})


def depthwise2d(name, size=3, strides=(1, 1), **more):
    config = rest()
    del config['kernel_initializer'], config['kernel_regularizer'], config['kernel_constraint']
    return layer('DepthwiseConv2D', name, kernel_size=[size, size], strides=list(strides), padding='same',
                 data_format='channels_last', dilation_rate=[1, 1],
                 depth_multiplier=1, depthwise_initializer=UNIFORM, depthwise_regularizer=None,
                 depthwise_constraint=None, **{**config, **more})


def bn(name, axis=-1, epsilon=0.001, **more):
    return layer('BatchNormalization', name, axis=axis, momentum=0.99, epsilon=epsilon, center=True, scale=True,
                 beta_initializer=ZEROS,
                 gamma_initializer=ONES, moving_mean_initializer=ZEROS, moving_variance_initializer=ONES,
                 beta_regularizer=None, gamma_regularizer=None,
                 beta_constraint=None, gamma_constraint=None, **more)


def pooling(name, kind='MaxPooling2D', size=(2, 2), strides=(2, 2), padding='valid'):
    return layer(kind, name, pool_size=list(size), strides=list(strides), padding=padding, data_format='channels_last')


def recurrent(class_name, name, units, **more):
    config = dict(return_sequences=False, return_state=False, go_backwards=False, stateful=False, unroll=False,
                  units=units, activation='tanh',
                  recurrent_activation='hard_sigmoid', use_bias=True, kernel_initializer=UNIFORM,
                  recurrent_initializer=ORTHOGONAL, bias_initializer=ZEROS,
                  unit_forget_bias=True, kernel_regularizer=None, recurrent_regularizer=None, bias_regularizer=None,
                  activity_regularizer=None,
                  kernel_constraint=None, recurrent_constraint=None, bias_constraint=None, dropout=0.0,
                  recurrent_dropout=0.0, implementation=1)
    if class_name == 'GRU':
        del config['unit_forget_bias']
    if class_name.startswith('CuDNN'):
        for gone in ('unroll', 'activation', 'recurrent_activation', 'use_bias', 'dropout', 'recurrent_dropout',
                     'implementation'):
            del config[gone]
        if class_name == 'CuDNNGRU':
            del config['unit_forget_bias']
    return layer(class_name, name, **{**config, **more})


def inp(name, *shape, dtype='float32'):
    return {'name': name, 'class_name': 'InputLayer', 'config': {'batch_input_shape': [None, *shape], 'dtype': dtype,
        'sparse': False, 'name': name},
            'inbound_nodes': []}


def call(node, *sources):
    """Each source: a name, or [name, call, output]."""
    items = [[s, 0, 0, {}] if isinstance(s, str) else [*s, {}] for s in sources]
    return {'name': node['config']['name'], **node, 'inbound_nodes': [items]}


def model(nodes, outputs, inputs=None, name='model_1', class_name='Model'):
    first = [n['name'] for n in nodes if n['class_name'] == 'InputLayer'] if inputs is None else inputs
    return {'class_name': class_name, 'config': {'name': name, 'layers': nodes,
        'input_layers': [[n, 0, 0] for n in first],
                                                 'output_layers': [[o, 0, 0] if isinstance(o,
                                                     str) else o for o in outputs]}}


def chain(nodes, source):
    """Calls each on the one before."""
    calls = []
    for node in nodes:
        calls.append(call(node, source))
        source = node['config']['name']
    return calls


def sequential(layers, shape, name=None, dtype='float32'):
    layers[0]['config'].update(batch_input_shape=shape, dtype=dtype)
    return {'class_name': 'Sequential', 'config': {'name': name, 'layers': layers} if name else layers}


WORDS = {'BatchNormalization': ('gamma', 'beta', 'moving_mean', 'moving_variance'),
         'DepthwiseConv2D': ('depthwise_kernel', 'bias'),
         'SeparableConv2D': ('depthwise_kernel', 'pointwise_kernel', 'bias'), 'Embedding': ('embeddings',),
         'PReLU': ('alpha',),
         **{c: ('kernel', 'recurrent_kernel', 'bias') for c in ('LSTM', 'GRU', 'SimpleRNN', 'CuDNNLSTM', 'CuDNNGRU',
             'ConvLSTM2D')}}


def stored(layers, weights, scope=lambda name: name, mark=':0'):
    """The arrays of layers, named as Keras 2 did."""
    result = []
    for node in layers:
        name = node['config']['name']
        words = WORDS.get(node['class_name'], ('kernel', 'bias'))
        result.append((name, [(f'{scope(name)}/{w}{mark}', v) for w, v in zip(words, weights.get(name, ()))]))
    return result


def training(loss='categorical_crossentropy', optimizer='Adam', metrics=('accuracy',), **config):
    config = config or dict(lr=0.0010000000474974513, beta_1=0.8999999761581421, beta_2=0.9990000128746033, decay=0.0,
                            epsilon=1e-07, amsgrad=False)
    return {'optimizer_config': {'class_name': optimizer, 'config': config}, 'loss': loss,
            'metrics': list(metrics) if metrics else None,
            'sample_weight_mode': None, 'loss_weights': None}


def adam(layers, prefix='training/Adam/'):
    """Keras 2.1's optimizer: iterations, then all first moments, all second ones, and zeros for amsgrad."""
    shapes = [np.shape(v) for _, arrays in layers for n, v in arrays if 'moving' not in n]
    names = [f'{prefix}Variable{f"_{i}" if i else ""}:0' for i in range(3 * len(shapes))]
    values = [np.full(s, 0.01, 'f4') for s in shapes * 2] + [np.zeros(1, 'f4') for _ in shapes]
    return [('Adam/iterations:0', np.int64(12))] + list(zip(names, values))


@case
def keras204_cifar_channels_first():
    """CIFAR-10's example in channels_first, computed by Theano: kernels turned; Flatten without a format."""
    r = Draw(21)
    x = r.random.standard_normal((2, 3, 8, 8))
    w = {'conv2d_1': (r(3, 3, 3, 4), r.bias(4)), 'conv2d_2': (r(3, 3, 4, 4), r.bias(4)),
         'dense_1': (r(36, 5), r.bias(5)), 'bn': r.bn(4)}
    first = [conv2d('conv2d_1', 4, padding='same', activation='relu', data_format='channels_first'), bn('bn', axis=1),
             conv2d('conv2d_2', 4, data_format='channels_first'), layer('Activation', 'activation_1', activation='elu'),
             pooling('max_pooling2d_1'), layer('Dropout', 'dropout_1', rate=0.25), layer('Flatten', 'flatten_1'),
             dense('dense_1', 5, 'softmax')]
    first[4]['config']['data_format'] = 'channels_first'
    y = norm(conv(x.transpose(0, 2, 3, 1), *w['conv2d_1'], padding='same', act=relu), *w['bn'])
    y = max_pool(elu(conv(y, *w['conv2d_2'])))
    y = softmax(y.transpose(0, 3, 1, 2).reshape(2, -1) @ w['dense_1'][0] + w['dense_1'][1])
    for n in ('conv2d_1', 'conv2d_2'):
        w[n] = (w[n][0][::-1, ::-1], w[n][1])
    config = sequential(first, [None, 3, 8, 8])
    layers = stored(first, w, mark='')
    h5('keras204_cifar_channels_first', '2.0.4', config, layers, backend='theano',
       training=training(optimizer='RMSprop', lr=1e-4, rho=0.9, epsilon=1e-8, decay=1e-6))
    beside('keras204_cifar_channels_first', 'load', [x], [y])


@case
def keras215_mobilenet():
    """MobileNet of 2.1: custom relu6, a DepthwiseConv2D of its own module, Reshape."""
    r = Draw(22)
    x = r.random.standard_normal((2, 9, 9, 3))
    w = {'conv1': (r(3, 3, 3, 4),), 'conv1_bn': r.bn(4), 'conv_dw_1': (r(3, 3, 4, 1),), 'conv_dw_1_bn': r.bn(4),
         'conv_pw_1': (r(1, 1, 4, 6),),
         'conv_pw_1_bn': r.bn(6), 'conv_preds': (r(1, 1, 6, 5), r.bias(5))}
    relu_ = lambda name: layer('Activation', name, activation='relu6')
    nodes = [inp('input_1', 9, 9, 3)] + chain([
        layer('ZeroPadding2D', 'conv1_pad', padding=[[1, 1], [1, 1]], data_format='channels_last'),
        conv2d('conv1', 4, strides=(2, 2), use_bias=False), bn('conv1_bn'), relu_('conv1_relu'),
        depthwise2d('conv_dw_1', strides=(2, 2), use_bias=False),
        bn('conv_dw_1_bn'), relu_('conv_dw_1_relu'), conv2d('conv_pw_1', 6, 1, padding='same', use_bias=False),
        bn('conv_pw_1_bn'), relu_('conv_pw_1_relu'),
        layer('GlobalAveragePooling2D', 'global_average_pooling2d_1', data_format='channels_last'),
        layer('Reshape', 'reshape_1', target_shape=[1, 1, 6]),
        layer('Dropout', 'dropout', rate=0.001), conv2d('conv_preds', 5, 1, padding='same'),
        layer('Activation', 'act_softmax', activation='softmax'),
        layer('Reshape', 'reshape_2', target_shape=[5])], 'input_1')
    y = relu6(norm(conv(np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0))), *w['conv1'], strides=2), *w['conv1_bn']))
    y = relu6(norm(depthwise(y, *w['conv_dw_1'], strides=2, padding='same'), *w['conv_dw_1_bn']))
    y = relu6(norm(conv(y, *w['conv_pw_1']), *w['conv_pw_1_bn'])).mean((1, 2), keepdims=True)
    y = softmax(conv(y, *w['conv_preds'])).reshape(2, 5)
    h5('keras215_mobilenet', '2.1.5', model(nodes, ['reshape_2'], name='mobilenet_1.00_9'), stored(nodes, w),
       training=training(), optimizer=adam(stored(nodes, w)))
    beside('keras215_mobilenet', 'load', [x], [y])


@case
def keras218_unet():
    """U-Net: concatenate on axis 3, Conv2DTranspose and UpSampling2D without an interpolation; a loss of its own."""
    r = Draw(24)
    x = r.random.standard_normal((1, 8, 8, 2))
    w = {'conv2d_1': (r(3, 3, 2, 4), r.bias(4)), 'conv2d_2': (r(3, 3, 4, 6), r.bias(6)),
         'conv2d_transpose_1': (r(2, 2, 4, 6), r.bias(4)),
         'conv2d_3': (r(3, 3, 8, 4), r.bias(4)), 'conv2d_4': (r(1, 1, 14, 1), r.bias(1))}
    normal = {'class_name': 'VarianceScaling', 'config': {'scale': 2.0, 'mode': 'fan_in', 'distribution': 'normal',
        'seed': None}}
    same = dict(activation='relu', padding='same', kernel_initializer=normal)
    nodes = [inp('input_1', 8, 8, 2)] + chain([conv2d('conv2d_1', 4, **same), pooling('max_pooling2d_1'),
        conv2d('conv2d_2', 6, **same),
                                               layer('Dropout', 'dropout_1', rate=0.5),
                                               transposed('conv2d_transpose_1', 4, 2, [2, 2])], 'input_1')
    nodes += [call(layer('Concatenate', 'concatenate_1', axis=3), 'conv2d_transpose_1',
                   'conv2d_1')] + chain([conv2d('conv2d_3', 4, **same)], 'concatenate_1')
    nodes += [call(layer('UpSampling2D', 'up_sampling2d_1', size=[2, 2], data_format='channels_last'), 'dropout_1'),
              call(layer('Concatenate', 'concatenate_2', axis=3), 'conv2d_3', 'up_sampling2d_1', 'conv2d_1')]
    nodes += chain([conv2d('conv2d_4', 1, 1, 'sigmoid')], 'concatenate_2')
    a = conv(x, *w['conv2d_1'], padding='same', act=relu)
    b = conv(max_pool(a), *w['conv2d_2'], padding='same', act=relu)
    c = np.concatenate([conv_transposed(b, *w['conv2d_transpose_1'], strides=2, padding='same'), a], 3)
    y = conv(np.concatenate([conv(c, *w['conv2d_3'], padding='same', act=relu), up(b), a], 3), *w['conv2d_4'],
             act=sigmoid)
    h5('keras218_unet', '2.1.6', model(nodes, ['conv2d_4']), stored(nodes, w), ending='.hdf5',
       training=training('dice_coef_loss', metrics=['dice_coef']),
       optimizer=adam(stored(nodes, w)))
    beside('keras218_unet', 'load', [x], [y])


@case
def keras216_dcgan_generator():
    """DCGAN: LeakyReLU whose alpha is NumPy's array in JSON, models within models."""
    r = Draw(25)
    x = r.random.standard_normal((3, 10))
    w = {'dense_1': (r(10, 32), r.bias(32)), 'batch_normalization_1': r.bn(8), 'conv2d_1': (r(3, 3, 8, 4), r.bias(4)),
         'conv2d_2': (r(3, 3, 4, 1), r.bias(1)),
         'conv2d_3': (r(3, 3, 1, 4), r.bias(4)), 'dense_2': (r(16, 1), r.bias(1))}
    slope = {'type': 'ndarray', 'value': 0.20000000298023224}
    g = [dense('dense_1', 32, batch_input_shape=[None, 10], dtype='float32'),
         layer('Reshape', 'reshape_1', target_shape=[2, 2, 8]),
         bn('batch_normalization_1'), layer('LeakyReLU', 'leaky_re_lu_1', alpha=slope),
         layer('UpSampling2D', 'up_sampling2d_1', size=[2, 2], data_format='channels_last'),
         conv2d('conv2d_1', 4, padding='same', activation='relu'),
         conv2d('conv2d_2', 1, padding='same', activation='tanh')]
    d = [conv2d('conv2d_3', 4, padding='same', strides=(2, 2), batch_input_shape=[None, 4, 4, 1], dtype='float32'),
         layer('LeakyReLU', 'leaky_re_lu_2', alpha=slope),
         layer('Flatten', 'flatten_1'), dense('dense_2', 1, 'sigmoid')]
    nodes = [inp('input_3', 10)]
    # Calls of models within models were counted with the model's own making.
    nodes += [{'name': 'model_1', 'class_name': 'Model', 'inbound_nodes': [[['input_3', 0, 0, {}]]],
               'config': model([inp('input_1', 10), {'name': 'sequential_1', 'class_name': 'Sequential', 'config': g,
                   'inbound_nodes': [[['input_1', 0, 0, {}]]]}],
                               [['sequential_1', 1, 0]])['config']},
              {'name': 'model_2', 'class_name': 'Model', 'inbound_nodes': [[['model_1', 1, 0, {}]]],
               'config': model([inp('input_2', 4, 4, 1), {'name': 'sequential_2', 'class_name': 'Sequential',
                   'config': d, 'inbound_nodes': [[['input_2', 0, 0, {}]]]}],
                               [['sequential_2', 1, 0]], name='model_2')['config']}]
    y = norm((x @ w['dense_1'][0] + w['dense_1'][1]).reshape(3, 2, 2, 8), *w['batch_normalization_1'])
    y = conv(conv(up(leaky(y, 0.2)), *w['conv2d_1'], padding='same', act=relu), *w['conv2d_2'], padding='same',
             act=tanh)
    y = leaky(conv(y, *w['conv2d_3'], strides=2, padding='same'), 0.2).reshape(3, -1)
    y = sigmoid(y @ w['dense_2'][0] + w['dense_2'][1])
    inner = [a for _, arrays in stored(g, w) for a in arrays]
    inner = [a for a in inner if 'moving' not in a[0]] + [a for a in inner if 'moving' in a[0]]
    layers = [('input_3', []), ('model_1', inner), ('model_2', [a for _, arrays in stored(d, w) for a in arrays])]
    h5('keras216_dcgan_generator', '2.1.6', model(nodes, [['model_2', 1, 0]], name='model_3'), layers,
       training=training('binary_crossentropy'))
    beside('keras216_dcgan_generator', 'load', [x], [y])


@case
def keras220_transfer_frozen():
    """A Sequential of a frozen VGG-like model, Flatten and Dense: the frozen layers' arrays in the model's order."""
    r = Draw(26)
    x = r.random.standard_normal((2, 6, 6, 3))
    w = {'block1_conv1': (r(3, 3, 3, 4), r.bias(4)), 'bn_1': r.bn(4), 'block1_conv2': (r(3, 3, 4, 4), r.bias(4)),
         'dense_1': (r(36, 4), r.bias(4)),
         'bn_2': r.bn(4), 'dense_2': (r(4, 2), r.bias(2))}
    base = [inp('input_1', 6, 6, 3)] + chain([conv2d('block1_conv1', 4, padding='same', activation='relu'), bn('bn_1'),
                                              conv2d('block1_conv2', 4, padding='same', activation='relu'),
                                              pooling('block1_pool')], 'input_1')
    for node in base:
        node['config']['trainable'] = False
    del base[0]['config']['trainable']
    top = [layer('Flatten', 'flatten_1', data_format='channels_last', batch_input_shape=[None, 3, 3, 4],
                 dtype='float32'), dense('dense_1', 4, 'relu'), bn('bn_2'),
                 layer('Dropout', 'dropout_1', rate=0.5, noise_shape=None, seed=None),
           dense('dense_2', 2, 'softmax')]
    config = {'class_name': 'Sequential', 'config': {'name': 'sequential_1', 'layers': [
        {'class_name': 'Model', 'config': model(base, ['block1_pool'], name='vgg16')['config']},
        {'class_name': 'Sequential', 'config': {'name': 'sequential_2', 'layers': top}}]}}
    y = norm(conv(x, *w['block1_conv1'], padding='same', act=relu), *w['bn_1'])
    y = max_pool(conv(y, *w['block1_conv2'], padding='same', act=relu)).reshape(2, -1)
    y = norm(relu(y @ w['dense_1'][0] + w['dense_1'][1]), *w['bn_2']) @ w['dense_2'][0] + w['dense_2'][1]
    flat = lambda nodes: [a for _, arrays in stored(nodes, w, lambda n: n + '_1') for a in arrays]
    second = flat(top)
    second = [a for a in second if 'moving' not in a[0]] + [a for a in second if 'moving' in a[0]]
    h5('keras220_transfer_frozen', '2.2.4', config, [('vgg16', flat(base)), ('sequential_2', second)])
    beside('keras220_transfer_frozen', 'load', [x], [softmax(y)])


@case
def keras222_decoder():
    """Its decoder alone: states come in as inputs and go out as outputs."""
    r = Draw(28)
    x, h, c = [r.random.standard_normal(s) for s in ((2, 1, 6), (2, 4), (2, 4))]
    w = {'lstm_2': (r(6, 16), r(4, 16), r.bias(16)), 'dense_1': (r(4, 6), r.bias(6))}
    nodes = [inp('input_2', None, 6), inp('input_3', 4), inp('input_4', 4),
             call(recurrent('LSTM', 'lstm_2', 4, return_sequences=True, return_state=True), 'input_2', 'input_3',
                  'input_4'), call(dense('dense_1', 6, 'softmax'), 'lstm_2')]
    # This call is the layer's second, after the one in the model that was trained.
    config = model(nodes, [['dense_1', 0, 0], ['lstm_2', 0, 1], ['lstm_2', 0, 2]])
    y, h1, c1 = lstm(x, *w['lstm_2'], gate=hard_sigmoid, sequences=True, states=[h, c], with_states=True)
    h5('keras222_decoder', '2.2.2', config, stored(nodes, w))
    beside('keras222_decoder', 'load', [x, h, c], [softmax(y @ w['dense_1'][0] + w['dense_1'][1]), h1, c1])


@case
def keras213_cudnn():
    """CuDNNLSTM within Bidirectional, CuDNNGRU, and attention by hand: Permute, RepeatVector, Multiply."""
    r = Draw(29)
    x = r.random.standard_normal((2, 5, 3))
    f, b, g = [(r(3, 16), r(4, 16), r.bias(32)) for _ in 'ab'] + [(r(8, 9), r(3, 9), r.bias(18))]

    def today(w, u, bias, gates):
        n = u.shape[0]
        turned = lambda k: np.concatenate([p.reshape(p.shape[1], p.shape[0]).T for p in np.split(k, gates, 1)], 1)
        return turned(w), np.concatenate([p.T for p in np.split(u, gates, 1)], 1), bias.reshape(2,
            -1) if gates == 3 else bias.reshape(2, -1).sum(0)

    nodes = [inp('input_1', 5, 3)] + chain([
        layer('Bidirectional', 'bidirectional_1', layer=recurrent('CuDNNLSTM', 'cu_dnnlstm_1', 4,
            return_sequences=True), merge_mode='concat'),
        recurrent('CuDNNGRU', 'cu_dnngru_1', 3, return_sequences=True), layer('Permute', 'permute_1', dims=[2, 1])],
        'input_1')
    nodes += chain([layer('GlobalAveragePooling1D', 'global_average_pooling1d_1'),
                    layer('RepeatVector', 'repeat_vector_1', n=3)], 'permute_1')
    nodes += [call(layer('Multiply', 'multiply_1'), 'permute_1', 'repeat_vector_1')]
    y = np.concatenate([lstm(x, *today(*f, 4), sequences=True), lstm(x, *today(*b, 4), sequences=True,
        backwards=True)[:, ::-1]], -1)
    y = gru(y, *today(*g, 3), sequences=True, reset_after=True).transpose(0, 2, 1)
    y = y * np.repeat(y.mean(1)[:, None], 3, 1)
    words = ('kernel', 'recurrent_kernel', 'bias')
    layers = [(n['name'], []) for n in nodes]
    layers[1][1].extend([(f'bidirectional_1/{d}_cu_dnnlstm_1/{s}:0', v) for d,
                         vs in (('forward', f), ('backward', b)) for s, v in zip(words, vs)])
    layers[2][1].extend([(f'cu_dnngru_1/{s}:0', v) for s, v in zip(words, g)])
    h5('keras213_cudnn', '2.1.3', model(nodes, ['multiply_1']), layers)
    beside('keras213_cudnn', 'load', [x], [y])


@case
def keras231_gru_variants():
    """2.3: dtype on every layer, reset_after in the file, stateful with a fixed batch, go_backwards, ave."""
    r = Draw(30)
    x = r.random.standard_normal((2, 4, 3))
    a, b, f, g = (r(3, 9), r(3, 9), r.bias(2, 9)), (r(3, 9), r(3, 9), r.bias(9)), (r(3, 16), r(4, 16),
        r.bias(16)), (r(3, 16), r(4, 16), r.bias(16))
    layers = [recurrent('GRU', 'gru_1', 3, return_sequences=True, recurrent_activation='sigmoid', stateful=True,
                        reset_after=True, implementation=2),
              recurrent('GRU', 'gru_2', 3, return_sequences=True, recurrent_activation='sigmoid', go_backwards=True,
                        reset_after=False, implementation=2, dropout=0.2, recurrent_dropout=0.2),
              layer('Bidirectional', 'bidirectional_1', layer=recurrent('LSTM', 'lstm_1', 4,
                  recurrent_activation='sigmoid', return_sequences=True, implementation=2), merge_mode='ave'),
              layer('TimeDistributed', 'time_distributed_1', layer=layer('Activation', 'activation_1',
                  activation='tanh'))]
    for l in layers:
        l['config']['dtype'] = 'float32'
    config = sequential(layers, [2, 4, 3], name='sequential_1')
    y = gru(gru(x, *a, sequences=True, reset_after=True), *b, sequences=True, backwards=True)
    y = (lstm(y, *f, sequences=True) + lstm(y, *g, sequences=True, backwards=True)[:, ::-1]) / 2
    words = ('kernel', 'recurrent_kernel', 'bias')
    named = [('gru_1', [(f'gru_1/{s}:0', v) for s, v in zip(words, a)]),
             ('gru_2', [(f'gru_2/{s}:0', v) for s, v in zip(words, b)]),
             ('bidirectional_1', [(f'bidirectional_1/{d}_lstm_1/{s}:0', v) for d,
                                  vs in (('forward', f), ('backward', g)) for s, v in zip(words, vs)]),
                                  ('time_distributed_1', [])]
    h5('keras231_gru_variants', '2.3.1', config, named,
       training=training('mse', metrics=['mae', 'root_mean_squared_error_of_mine']))
    beside('keras231_gru_variants', 'load', [x], [tanh(y)])


@case
def keras224_text_cnn():
    """Shared layers: Embedding, causal and dilated Conv1D, branches; every way to merge."""
    r = Draw(31)
    x, z = r.random.randint(0, 9, (2, 7)), r.random.randint(0, 9, (2, 7))
    w = {'embedding_1': (r(9, 4, scale=1),), 'conv1d_1': (r(3, 4, 5), r.bias(5)), 'conv1d_2': (r(2, 4, 5), r.bias(5)),
         'dense_1': (r(10, 3), r.bias(3)),
         'dense_2': (r(12, 2), r.bias(2))}
    embedding = layer('Embedding', 'embedding_1', batch_input_shape=[None, 7], dtype='float32', input_dim=9,
                      output_dim=4,
                      embeddings_initializer={'class_name': 'RandomUniform',
                          'config': {'minval': -0.05, 'maxval': 0.05, 'seed': None}},
                      embeddings_regularizer=None, activity_regularizer=None, embeddings_constraint=None,
                      mask_zero=False, input_length=7)
    two = lambda node, a, b: {**call(node, a), 'inbound_nodes': [[[*a, {}]], [[*b, {}]]]}
    nodes = [inp('input_1', 7), inp('input_2', 7), two(embedding, ['input_1', 0, 0], ['input_2', 0, 0]),
             two(layer('SpatialDropout1D', 'spatial_dropout1d_1', rate=0.2, noise_shape=None, seed=None),
                 ['embedding_1', 0, 0], ['embedding_1', 1, 0]),
             two(conv1d('conv1d_1', 5, 3, 'relu', 'causal', 2), ['spatial_dropout1d_1', 0, 0],
                 ['spatial_dropout1d_1', 1, 0]),
             two(conv1d('conv1d_2', 5, 2, 'relu'), ['spatial_dropout1d_1', 0, 0], ['spatial_dropout1d_1', 1, 0]),
             two(layer('GlobalMaxPooling1D', 'global_max_pooling1d_1'), ['conv1d_1', 0, 0], ['conv1d_1', 1, 0]),
             two(layer('GlobalMaxPooling1D', 'global_max_pooling1d_2'), ['conv1d_2', 0, 0], ['conv1d_2', 1, 0])]
    cat = layer('Concatenate', 'concatenate_1', axis=-1)
    nodes += [{**call(cat, 'x'), 'inbound_nodes': [[['global_max_pooling1d_1', i, 0, {}],
        ['global_max_pooling1d_2', i, 0, {}]] for i in (0, 1)]},
              two(dense('dense_1', 3, 'tanh'), ['concatenate_1', 0, 0], ['concatenate_1', 1, 0])]
    merged = [('Subtract', 'subtract_1', np.subtract), ('Maximum', 'maximum_1', np.maximum),
              ('Minimum', 'minimum_1', np.minimum), ('Average', 'average_1', lambda a, b: (a + b) / 2)]
    nodes += [call(layer(c, n), ['dense_1', 0, 0], ['dense_1', 1, 0]) for c, n, _ in merged]
    nodes += [call(layer('Dot', 'dot_1', axes=1, normalize=True), ['dense_1', 0, 0], ['dense_1', 1, 0]),
              call(layer('Concatenate', 'concatenate_2', axis=1), *[n for _, n, _ in merged]),
              call(dense('dense_2', 2, 'sigmoid'), 'concatenate_2')]

    def tower(x):
        e = w['embedding_1'][0][x].astype('f8')
        y = np.concatenate([conv(e, *w['conv1d_1'], padding='causal', dilation=2, act=relu).max(1),
                            conv(e, *w['conv1d_2'], act=relu).max(1)], -1)
        return tanh(y @ w['dense_1'][0] + w['dense_1'][1])

    a, b = tower(x), tower(z)
    y = sigmoid(np.concatenate([f(a, b) for *_, f in merged], 1) @ w['dense_2'][0] + w['dense_2'][1])
    dot = (a * b).sum(1, keepdims=True) / np.linalg.norm(a, axis=1, keepdims=True) / np.linalg.norm(b, axis=1,
        keepdims=True)
    h5('keras224_text_cnn', '2.2.4', model(nodes, ['dense_2', 'dot_1']), stored(nodes, w))
    beside('keras224_text_cnn', 'load', [x, z], [y, dot])


@case
def keras223_conv_lstm():
    """ConvLSTM2D, BatchNormalization and TimeDistributed convolution, as in the example conv_lstm."""
    r = Draw(32)
    x = r.random.standard_normal((1, 3, 5, 5, 1))
    a, n, k, b = (r(3, 3, 1, 16), r(3, 3, 4, 16), r.bias(16)), r.bn(4), r(3, 3, 4, 2), r.bias(2)
    config = recurrent('ConvLSTM2D', 'conv_lst_m2d_1', 4)['config']
    del config['units'], config['unroll'], config['implementation'], config['name']
    layers = [layer('ConvLSTM2D', 'conv_lst_m2d_1', **{**config, 'return_sequences': True, 'filters': 4,
        'kernel_size': [3, 3], 'strides': [1, 1], 'padding': 'same',
                                                       'data_format': 'channels_last', 'dilation_rate': [1, 1]}),
              bn('batch_normalization_1'),
              layer('TimeDistributed', 'time_distributed_1', layer=conv2d('conv2d_1', 2, padding='same',
                  activation='relu')),
              layer('TimeDistributed', 'time_distributed_2', layer=pooling('max_pooling2d_1')),
              layer('TimeDistributed', 'time_distributed_3', layer=layer('Flatten', 'flatten_1',
                  data_format='channels_last'))]
    y = norm(conv_lstm(x, *a, sequences=True), *n)
    y = np.stack([max_pool(conv(y[:, t], k, b, padding='same', act=relu)).reshape(1, -1) for t in range(3)], 1)
    named = [('conv_lst_m2d_1', [(f'conv_lst_m2d_1/{s}:0', v) for s, v in zip(('kernel', 'recurrent_kernel', 'bias'),
        a)]),
             ('batch_normalization_1', [(f'batch_normalization_1/{s}:0', v) for s,
                                        v in zip(WORDS['BatchNormalization'], n)]),
             ('time_distributed_1', [('time_distributed_1/kernel:0', k), ('time_distributed_1/bias:0', b)]),
             ('time_distributed_2', []), ('time_distributed_3', [])]
    h5('keras223_conv_lstm', '2.2.0', sequential(layers, [None, None, 5, 5, 1]), named)
    beside('keras223_conv_lstm', 'load', [x], [y])


@case
def keras209_activations():
    """The small layers: ELU, PReLU shared, ThresholdedReLU, Softmax, Masking, and those that only train."""
    r = Draw(33)
    x = r.random.standard_normal((2, 6, 4))
    x[0, 2] = 0
    w = {'p_re_lu_1': (r(1, 4, scale=0.3),), 'lstm_1': (r(4, 12), r(3, 12), r.bias(12)),
         'conv1d_1': (r(2, 4, 4), r.bias(4)), 'dense_1': (r(3, 3),)}
    layers = [layer('ELU', 'elu_1', alpha=1.0), layer('PReLU', 'p_re_lu_1', alpha_initializer=ZEROS,
        alpha_regularizer=None, alpha_constraint=None, shared_axes=[1]),
              layer('GaussianNoise', 'gaussian_noise_1', stddev=0.1),
              layer('GaussianDropout', 'gaussian_dropout_1', rate=0.1),
              layer('AlphaDropout', 'alpha_dropout_1', rate=0.1, noise_shape=None, seed=None),
              layer('ZeroPadding1D', 'zero_padding1d_1', padding=[1, 1]),
              layer('Cropping1D', 'cropping1d_1', cropping=[0, 1]), layer('ThresholdedReLU', 'thresholded_re_lu_1',
                  theta={'type': 'ndarray', 'value': 0.5}),
              layer('ActivityRegularization', 'activity_regularization_1', l1=0.0, l2=0.01),
              layer('Masking', 'masking_1', mask_value=0.0),
              recurrent('LSTM', 'lstm_1', 3, implementation=0, kernel_regularizer={'class_name': 'L1L2',
                  'config': {'l1': 0.0, 'l2': 0.009999999776482582}},
                        kernel_constraint={'class_name': 'MaxNorm', 'config': {'max_value': 3, 'axis': 0}}),
              dense('dense_1', 3, use_bias=False, activation='hard_sigmoid'), layer('Softmax', 'softmax_1', axis=-1)]
    y = elu(x)
    y = np.where(y > 0, y, w['p_re_lu_1'][0] * y)
    y = np.pad(y, ((0, 0), (1, 1), (0, 0)))[:, :-1]
    y = np.where(y > 0.5, y, 0)
    y = lstm(y, *w['lstm_1'], gate=hard_sigmoid, mask=(y != 0).any(-1))
    y = softmax(hard_sigmoid(y @ w['dense_1'][0]))
    config = sequential(layers, [None, 6, 4])
    h5('keras209_activations', '2.0.9', config, stored(layers, w))
    beside('keras209_activations', 'load', [x], [y])
