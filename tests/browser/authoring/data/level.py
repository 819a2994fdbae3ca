"""水位を読む。"""

def level(sensor):
    value = sensor.read()  # cm
    return value / 100
