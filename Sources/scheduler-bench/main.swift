import Schedulers

print(allSchedulers.map(\.name))
