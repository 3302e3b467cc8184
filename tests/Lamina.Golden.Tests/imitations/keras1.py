"""Files of Keras 1.0 to 1.2."""
from arithmetic import *
from files import Draw, beside, case, h5


def sequential(layers, **first):
    layers[0]['config'].update(first)
    return {'class_name': 'Sequential', 'config': layers}


def layer(class_name, name, **config):
    return {'class_name': class_name, 'config': {'name': name, 'trainable': True, **config}}


def dense(name, units, activation='linear', input_dim=None):
    return layer('Dense', name, output_dim=units, init='glorot_uniform', activation=activation, W_regularizer=None,
                 b_regularizer=None,
                 activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True, input_dim=input_dim)


def convolution(name, filters, size, order, activation='linear', border='valid', subsample=(1, 1)):
    return layer('Convolution2D', name, nb_filter=filters, nb_row=size, nb_col=size, init='glorot_uniform',
                 activation=activation,
                 border_mode=border, subsample=list(subsample), dim_ordering=order, W_regularizer=None,
                 b_regularizer=None,
                 activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True)


def pooling(name, order, kind='MaxPooling2D'):
    return layer(kind, name, pool_size=[2, 2], strides=[2, 2], border_mode='valid', dim_ordering=order)


def recurrent(class_name, name, units, sequences=False, **more):
    config = dict(output_dim=units, init='glorot_uniform', inner_init='orthogonal', activation='tanh',
                  inner_activation='hard_sigmoid',
                  W_regularizer=None, U_regularizer=None, b_regularizer=None, dropout_W=0.0, dropout_U=0.0,
                  return_sequences=sequences,
                  go_backwards=False, stateful=False, unroll=False, consume_less='cpu', input_dim=None,
                  input_length=None)
    if class_name == 'LSTM':
        config['forget_bias_init'] = 'one'
    return layer(class_name, name, **{**config, **more})


def training(loss, optimizer='Adam', **config):
    return {'optimizer_config': {'class_name': optimizer, 'config': config}, 'loss': loss, 'metrics': ['accuracy'],
            'sample_weight_mode': None, 'loss_weights': None}


ADAM = dict(lr=0.0010000000474974513, beta_1=0.8999999761581421, beta_2=0.9990000128746033, epsilon=1e-08)


def gates(name, arrays, gates, suffix=':0', prefix=''):
    """Three arrays for each gate, from those of today."""
    w, u, b = arrays
    n = u.shape[0]
    order = {'LSTM': (('i', 0), ('c', 2), ('f', 1), ('o', 3)), 'GRU': (('z', 0), ('r', 1), ('h', 2))}[gates]
    return [(f'{prefix}{name}_{kind}_{gate}{suffix}', value[..., i * n:(i + 1) * n]) for gate, i in order for kind,
            value in zip('WUb', (w, u, b))]


def convnet(name, version, order, backend):
    """The MNIST example of Keras 1; Theano turns kernels around and numbers no names."""
    r = Draw(1)
    theano, mark = backend == 'theano', '' if backend == 'theano' else ':0'
    k1, b1, k2, b2 = r(3, 3, 1, 4), r.bias(4), r(3, 3, 4, 5), r.bias(5)
    w1, c1, w2, c2 = r(5 * 4 * 4, 7), r.bias(7), r(7, 3), r.bias(3)
    x = r.random.standard_normal((2, 12, 12, 1))

    def stored(k):
        k = k[::-1, ::-1] if theano else k
        return k.transpose(3, 2, 0, 1) if order == 'th' else k

    y = max_pool(conv(conv(x, k1, b1, act=relu), k2, b2, act=relu))
    flat = (y.transpose(0, 3, 1, 2) if order == 'th' else y).reshape(2, -1)
    y = softmax(relu(flat @ w1 + c1) @ w2 + c2)
    config = sequential([
        convolution('convolution2d_1', 4, 3, order), layer('Activation', 'activation_1', activation='relu'),
        convolution('convolution2d_2', 5, 3, order), layer('Activation', 'activation_2', activation='relu'),
        pooling('maxpooling2d_1', order), layer('Dropout', 'dropout_1', p=0.25), layer('Flatten', 'flatten_1'),
        dense('dense_1', 7), layer('Activation', 'activation_3', activation='relu'),
        layer('Dropout', 'dropout_2', p=0.5),
        dense('dense_2', 3), layer('Activation', 'activation_4', activation='softmax'),
    ], batch_input_shape=[None, 1, 12, 12] if order == 'th' else [None, 12, 12, 1], input_dtype='float32')
    w = {'convolution2d_1': (stored(k1), b1), 'convolution2d_2': (stored(k2), b2), 'dense_1': (w1, c1),
         'dense_2': (w2, c2)}
    layers = [(l['config']['name'], [(f"{l['config']['name']}_{s}{mark}", v) for s,
                                     v in zip('Wb', w.get(l['config']['name'], ()))])
              for l in config['config']]
    h5(name, version, config, layers, backend=None, training=training('categorical_crossentropy', 'Adadelta', lr=1.0,
        rho=0.95, epsilon=1e-08))
    beside(name, 'load', [x.transpose(0, 3, 1, 2) if order == 'th' else x], [y])


@case
def keras102_mnist_theano():
    convnet('keras102_mnist_theano', '1.0.2', 'th', 'theano')


@case
def keras110_mnist_theano_tf_order():
    convnet('keras110_mnist_theano_tf_order', '1.1.0', 'tf', 'theano')


@case
def keras122_mnist_tensorflow():
    convnet('keras122_mnist_tensorflow', '1.2.2', 'tf', 'tensorflow')


@case
def keras111_mnist_tensorflow_th_order():
    convnet('keras111_mnist_tensorflow_th_order', '1.1.1', 'th', 'tensorflow')


@case
def keras121_residual_merge():
    """A block of ResNet50 as keras.applications 1.2 made it; the merge of Keras 1; names without arguments in calls."""
    r = Draw(2)
    x = r.random.standard_normal((2, 9, 9, 3))
    k, b, bn, k2, b2, bn2, ks, bs = r(3, 3, 3, 4), r.bias(4), r.bn(4), r(3, 3, 4, 4), r.bias(4), r.bn(4), r(1, 1, 3,
        4), r.bias(4)
    w, c = r(8, 2), r.bias(2)

    def bn_config(name):
        return layer('BatchNormalization', name, epsilon=0.001, mode=0, axis=3, momentum=0.99, gamma_regularizer=None,
                     beta_regularizer=None)

    def call(node, *sources):
        return {**node, 'name': node['config']['name'],
                'inbound_nodes': [[[s, 0, 0] for s in sources]] if sources else []}

    def merge(name, mode, *sources):
        return call({'class_name': 'Merge', 'config': dict(name=name, mode=mode, mode_type='raw', concat_axis=3,
            dot_axes=-1, output_shape=None,
                     output_shape_type='raw', output_mask=None, output_mask_type='raw', arguments={})}, *sources)

    nodes = [
        {'class_name': 'InputLayer', 'config': {'batch_input_shape': [None, 9, 9, 3], 'input_dtype': 'float32',
            'sparse': False, 'name': 'input_1'},
         'inbound_nodes': [], 'name': 'input_1'},
        call(layer('ZeroPadding2D', 'zeropadding2d_1', padding=[1, 1], dim_ordering='tf'), 'input_1'),
        call(convolution('conv1', 4, 3, 'tf', subsample=(2, 2)), 'zeropadding2d_1'),
        call(bn_config('bn_conv1'), 'conv1'),
        call(layer('Activation', 'activation_1', activation='relu'), 'bn_conv1'),
        call(convolution('res2a_branch2a', 4, 3, 'tf', border='same'), 'activation_1'),
        call(bn_config('bn2a_branch2a'), 'res2a_branch2a'),
        call(convolution('res2a_branch1', 4, 1, 'tf', subsample=(2, 2)), 'input_1'),
        merge('merge_1', 'sum', 'bn2a_branch2a', 'res2a_branch1'), merge('merge_2', 'concat', 'merge_1',
            'activation_1'),
        call(layer('GlobalAveragePooling2D', 'globalaveragepooling2d_1', dim_ordering='tf'), 'merge_2'),
        call(dense('fc2', 2, 'sigmoid', 8), 'globalaveragepooling2d_1'),
    ]
    config = {'class_name': 'Model', 'config': {'name': 'model_1', 'layers': nodes,
        'input_layers': [['input_1', 0, 0]], 'output_layers': [['fc2', 0, 0]]}}
    a = relu(norm(conv(np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0))), k, b, strides=2), *bn))
    y = np.concatenate([norm(conv(a, k2, b2, padding='same'), *bn2) + conv(x, ks, bs, strides=2), a], -1)
    y = sigmoid(y.mean((1, 2)) @ w + c)
    weights = {'conv1': (k, b), 'res2a_branch2a': (k2, b2), 'res2a_branch1': (ks, bs), 'fc2': (w, c)}
    named = {n: [(f'{n}_{s}:0', v) for s, v in zip('Wb', vs)] for n, vs in weights.items()}
    for n, vs in (('bn_conv1', bn), ('bn2a_branch2a', bn2)):
        named[n] = [(f'{n}_{s}:0', v) for s, v in zip(('gamma', 'beta', 'running_mean', 'running_std'), vs)]
    h5('keras121_residual_merge', '1.2.1', config, [(n['name'], named.get(n['name'], [])) for n in nodes], backend=None)
    beside('keras121_residual_merge', 'load', [x], [y])


@case
def keras112_char_rnn():
    """lstm_text_generation of 1.1: stacked LSTM with dropout between, Dense within TimeDistributed."""
    r = Draw(3)
    x = r.random.standard_normal((2, 5, 6))
    a, b, w, c = (r(6, 16), r(4, 16), r.bias(16)), (r(4, 12), r(3, 12), r.bias(12)), r(3, 5), r.bias(5)
    config = sequential([
        recurrent('LSTM', 'lstm_1', 4, True, dropout_W=0.2, dropout_U=0.2, input_dim=6, consume_less='gpu'),
        layer('Dropout', 'dropout_1', p=0.2),
        recurrent('LSTM', 'lstm_2', 3, True), layer('TimeDistributed', 'timedistributed_1', layer=dense('dense_1', 5)),
        layer('Activation', 'activation_1', activation='softmax'),
    ], batch_input_shape=[None, 5, 6], input_dtype='float32')
    y = softmax(lstm(lstm(x, *a, gate=hard_sigmoid, sequences=True), *b, gate=hard_sigmoid, sequences=True) @ w + c)
    # consume_less='gpu' joins the gates itself, as one W, U, b in the order i, f, c, o
    layers = [('lstm_1', [('lstm_1_W:0', a[0]), ('lstm_1_U:0', a[1]), ('lstm_1_b:0', a[2])]), ('dropout_1', []),
              ('lstm_2', gates('lstm_2', b, 'LSTM')),
              ('timedistributed_1', [('dense_1_W:0', w), ('dense_1_b:0', c)]), ('activation_1', [])]
    h5('keras112_char_rnn', '1.1.2', config, layers, backend=None, training=training('categorical_crossentropy',
        'RMSprop', lr=0.01, rho=0.9, epsilon=1e-8))
    beside('keras112_char_rnn', 'load', [x], [y])


@case
def keras120_gru_embedding():
    """imdb examples of 1.2: Embedding with mask_zero and dropout, Bidirectional GRU."""
    r = Draw(4)
    x = r.random.randint(0, 9, (3, 5))
    x[0, 3:] = 0
    e, f, b, w, c = r(9, 4, scale=1), (r(4, 9), r(3, 9), r.bias(9)), (r(4, 9), r(3, 9), r.bias(9)), r(6, 1), r.bias(1)
    config = sequential([
        layer('Embedding', 'embedding_1', input_dim=9, output_dim=4, input_length=5, init='uniform',
              W_regularizer=None, activity_regularizer=None,
              W_constraint=None, mask_zero=True, dropout=0.2),
        layer('Bidirectional', 'bidirectional_1', merge_mode='concat', layer=recurrent('GRU', 'gru_1', 3)),
        dense('dense_1', 1, 'sigmoid'),
    ], batch_input_shape=[None, 5], input_dtype='int32')
    mask, v = x != 0, e[x]
    y = np.concatenate([gru(v, *f, gate=hard_sigmoid, mask=mask), gru(v, *b, gate=hard_sigmoid, mask=mask,
        backwards=True)], -1)
    layers = [('embedding_1', [('embedding_1_W:0', e)]),
              ('bidirectional_1', gates('gru_1', f, 'GRU', prefix='forward_') + gates('gru_1', b, 'GRU',
                  prefix='backward_')),
              ('dense_1', [('dense_1_W:0', w), ('dense_1_b:0', c)])]
    h5('keras120_gru_embedding', '1.2.0', config, layers, backend=None)
    beside('keras120_gru_embedding', 'load', [x], [sigmoid(y @ w + c)])


@case
def keras108_merged_branches():
    """A Sequential that begins with a Merge of two; the file lists all layers flat. Regularizers with a name only."""
    r = Draw(5)
    x, z = r.random.standard_normal((2, 4)), r.random.standard_normal((2, 3))
    a, b, c = (r(4, 3), r.bias(3)), (r(3, 3), r.bias(3)), (r(6, 2), r.bias(2))
    first = dense('dense_1', 3, 'relu', 4)
    first['config'].update(W_regularizer={'name': 'WeightRegularizer', 'l1': 0.0, 'l2': 0.01},
                           W_constraint={'name': 'MaxNorm', 'm': 2, 'axis': 0})
    config = {'class_name': 'Sequential', 'config': [
        {'class_name': 'Merge', 'config': {
            'layers': [sequential([first], batch_input_shape=[None, 4], input_dtype='float32'),
                       sequential([dense('dense_2', 3, 'tanh', 3)], batch_input_shape=[None, 3],
                                  input_dtype='float32')],
            'name': 'merge_1', 'mode': 'concat', 'mode_type': 'raw', 'concat_axis': -1, 'dot_axes': -1,
            'output_shape': None, 'output_shape_type': 'raw',
            'output_mask': None, 'output_mask_type': 'raw', 'arguments': {}}},
        layer('Dropout', 'dropout_1', p=0.5), dense('dense_3', 2, 'softplus')]}
    y = softplus(np.concatenate([relu(x @ a[0] + a[1]), tanh(z @ b[0] + b[1])], -1) @ c[0] + c[1])
    layers = [(n, [(f'{n}_{s}', v) for s, v in zip('Wb', vs)]) for n,
              vs in (('dense_1', a), ('dense_2', b), ('dropout_1', ()), ('dense_3', c))]
    h5('keras108_merged_branches', '1.0.8', config, layers, backend=None)
    beside('keras108_merged_branches', 'load', [x, z], [y])


@case
def keras120_autoencoder():
    """Conv1D with its kernel of four axes, UpSampling1D, MaxPooling1D, LeakyReLU, PReLU."""
    r = Draw(6)
    x = r.random.standard_normal((2, 8, 3))
    k, b, alpha, k2, b2 = r(3, 3, 4), r.bias(4), r(4, 4, scale=0.3), r(3, 4, 3), r.bias(3)
    one = lambda name, filters: layer(
        'Convolution1D', name, nb_filter=filters, filter_length=3, init='glorot_uniform', activation='linear',
        border_mode='same', subsample_length=1,
        W_regularizer=None, b_regularizer=None, activity_regularizer=None, W_constraint=None, b_constraint=None,
        bias=True, input_dim=None, input_length=None)
    config = sequential([
        one('convolution1d_1', 4), layer('LeakyReLU', 'leakyrelu_1', alpha=0.2),
        layer('MaxPooling1D', 'maxpooling1d_1', stride=2, pool_length=2, border_mode='valid'),
        layer('PReLU', 'prelu_1', init='zero'), layer('UpSampling1D', 'upsampling1d_1', length=2),
        one('convolution1d_2', 3),
        layer('GaussianNoise', 'gaussiannoise_1', sigma=0.1), layer('Permute', 'permute_1', dims=[2, 1]),
    ], batch_input_shape=[None, 8, 3], input_dtype='float32')
    y = max_pool(leaky(conv(x, k, b, padding='same'), 0.2))
    y = conv(np.where(y > 0, y, alpha * y).repeat(2, 1), k2, b2, padding='same').transpose(0, 2, 1)
    layers = [(l['config']['name'], []) for l in config['config']]
    layers[0][1].extend([('convolution1d_1_W:0', k[:, None]), ('convolution1d_1_b:0', b)])
    layers[3][1].append(('prelu_1_alphas:0', alpha))
    layers[5][1].extend([('convolution1d_2_W:0', k2[:, None]), ('convolution1d_2_b:0', b2)])
    h5('keras120_autoencoder', '1.2.0', config, layers, backend=None)
    beside('keras120_autoencoder', 'load', [x], [y])


@case
def keras122_maxout():
    """A class that Keras 2 dropped."""
    r = Draw(7)
    config = sequential([layer('MaxoutDense', 'maxoutdense_1', output_dim=3, nb_feature=4, init='glorot_uniform',
                               W_regularizer=None, b_regularizer=None,
                               activity_regularizer=None, W_constraint=None, b_constraint=None, bias=True,
                               input_dim=4), dense('dense_1', 2)],
                        batch_input_shape=[None, 4], input_dtype='float32')
    layers = [('maxoutdense_1', [('maxoutdense_1_W:0', r(4, 4, 3)), ('maxoutdense_1_b:0', r(4, 3))]),
              ('dense_1', [('dense_1_W:0', r(3, 2)), ('dense_1_b:0', r(2))])]
    h5('keras122_maxout', '1.2.2', config, layers, backend=None)
    beside('keras122_maxout', 'error', layers=['MaxoutDense'])


@case
def keras105_vgg_theano():
    """VGG in Theano's order: ZeroPadding2D before each convolution, a model within a model."""
    r = Draw(8)
    x = r.random.standard_normal((2, 3, 6, 6))
    k, b, k2, b2, w, c = r(3, 3, 3, 4), r.bias(4), r(3, 3, 4, 4), r.bias(4), r(36, 2), r.bias(2)
    base = sequential([
        layer('ZeroPadding2D', 'zeropadding2d_1', padding=[1, 1], dim_ordering='th'),
        convolution('conv1_1', 4, 3, 'th', 'relu'),
        layer('ZeroPadding2D', 'zeropadding2d_2', padding=[1, 1], dim_ordering='th'),
        convolution('conv1_2', 4, 3, 'th', 'relu'),
        pooling('maxpooling2d_1', 'th')], batch_input_shape=[None, 3, 6, 6], input_dtype='float32')
    base['config'][1]['config']['trainable'] = False
    top = sequential([layer('Flatten', 'flatten_1'), dense('dense_1', 2, 'softmax')],
                     batch_input_shape=[None, 4, 3, 3], input_dtype='float32')
    config = {'class_name': 'Sequential', 'config': base['config'] + [top]}
    y = max_pool(conv(conv(x.transpose(0, 2, 3, 1), k, b, padding='same', act=relu), k2, b2, padding='same', act=relu))
    stored = lambda k: k[::-1, ::-1].transpose(3, 2, 0, 1)
    layers = [(l['config']['name'], []) for l in base['config']]
    layers[1][1].extend([('conv1_1_W', stored(k)), ('conv1_1_b', b)])
    layers[3][1].extend([('conv1_2_W', stored(k2)), ('conv1_2_b', b2)])
    layers.append(('sequential_2', [('dense_1_W', w), ('dense_1_b', c)]))
    h5('keras105_vgg_theano', '1.0.5', config, layers, backend=None)
    beside('keras105_vgg_theano', 'load', [x], [softmax(y.transpose(0, 3, 1, 2).reshape(2, -1) @ w + c)])


@case
def keras100_time_distributed_dense():
    """TimeDistributedDense, RepeatVector and SimpleRNN: the addition example of 1.0. No version in the file."""
    r = Draw(9)
    x = r.random.standard_normal((2, 4, 3))
    a, b, w, c = (r(3, 5), r(5, 5), r.bias(5)), (r(5, 12), r(3, 12), r.bias(12)), r(3, 3), r.bias(3)
    rnn = recurrent('SimpleRNN', 'simplernn_1', 5)
    del rnn['config']['inner_activation']
    tdd = dense('timedistributeddense_1', 3)
    tdd['class_name'] = 'TimeDistributedDense'
    tdd['config']['input_length'] = None
    config = sequential([rnn, layer('RepeatVector', 'repeatvector_1', n=3), recurrent('LSTM', 'lstm_1', 3, True), tdd,
                         layer('Activation', 'activation_1', activation='softmax')], batch_input_shape=[None, 4, 3],
                         input_dtype='float32')
    h = simple_rnn(x, *a)
    y = softmax(lstm(np.repeat(h[:, None], 3, 1), *b, gate=hard_sigmoid, sequences=True) @ w + c)
    layers = [('simplernn_1', [(f'simplernn_1_{s}', v) for s, v in zip('WUb', a)]), ('repeatvector_1', []),
              ('lstm_1', gates('lstm_1', b, 'LSTM', '')),
              ('timedistributeddense_1', [('timedistributeddense_1_W', w), ('timedistributeddense_1_b', c)]),
              ('activation_1', [])]
    h5('keras100_time_distributed_dense', None, config, layers, backend=None)
    beside('keras100_time_distributed_dense', 'load', [x], [y])
